"""The requester's side ends a ticket while we still work on it."""

import pytest

from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, snapshot, stand
from tickets.actions import ending, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import Status, Verb
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED])
def test_the_requester_closes_what_is_solved(ticket, requester, status):
    stand(ticket, status)

    closed = ending.solved(ticket, by=requester, at=NOON)

    event = ticket.events.get(verb=Verb.CLOSED)
    assert (closed.status, closed.closed_at, closed.act) == (Status.CLOSED, NOON, "")
    assert (event.by, event.payload) == (requester, {"why": "requester", "before": status.value})


def test_where_we_believe_so_too_it_is_the_same_as_saying_that_it_works(ticket, agent, requester):
    lifecycle.resolve(ticket, Draft("A new router."), by=agent)

    ending.solved(ticket, by=requester, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.confirmed_at, history(ticket)[-2:]) == (Status.CLOSED, LATER, ["confirmed", "closed"])


def test_said_twice_is_once(ticket, requester):
    ending.solved(ticket, by=requester)
    as_it_was = snapshot(ticket)

    ending.solved(ticket, by=requester)

    assert snapshot(ticket) == as_it_was


def test_what_was_rejected_is_not_closed(ticket, requester):
    stand(ticket, Status.REJECTED)

    with pytest.raises(Refused):
        ending.solved(ticket, by=requester)
