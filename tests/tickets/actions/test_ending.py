"""The requester's side ends a ticket, and goes on with it."""

from datetime import timedelta

import pytest

from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.actions import ending
from tickets.enums import Status, Verb
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED, Status.RESOLVED])
def test_the_requester_closes_what_is_solved(ticket, requester, status):
    stand(ticket, status)

    closed = ending.solved(ticket, by=requester)

    event = ticket.events.get(verb=Verb.CLOSED)
    assert (closed.status, closed.closed_at, closed.act) == (Status.CLOSED, NOON, "")
    assert (event.by, event.payload) == (requester, {"why": "requester", "before": status.value})


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REJECTED])
def test_what_is_closed_is_not_closed_again(ticket, requester, status):
    stand(ticket, status)

    with pytest.raises(Refused):
        ending.solved(ticket, by=requester)


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED])
def test_the_requester_opens_again_what_is_not_solved(ticket, requester, status):
    stand(ticket, status)

    again = ending.not_solved(ticket, by=requester)

    assert again.status == Status.OPEN
    assert ticket.events.get(verb=Verb.REOPENED).by == requester


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED, Status.REJECTED])
def test_what_is_not_finished_or_not_ours_is_not_opened_again(ticket, requester, status):
    stand(ticket, status)

    with pytest.raises(Refused):
        ending.not_solved(ticket, by=requester)


def test_what_closed_too_long_ago_stays_closed(ticket, requester):
    ending.solved(ticket, by=requester)

    with pytest.raises(Refused):
        ending.not_solved(ticket, by=requester, at=NOON + timedelta(days=ticket.queue.reopen_days, seconds=1))
