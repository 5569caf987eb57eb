"""What the requester says once we believe that it is solved."""

import pytest

from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import confirming, conversation, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Act, Channel, Status
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


def test_it_works_closes_at_once_where_the_queue_says_so(ticket, agent, requester):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)

    confirming.confirm(ticket, by=requester, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.confirmed_at, ticket.closed_at, ticket.act_at) == (Status.CLOSED, LATER, LATER, None)
    assert history(ticket) == ["opened", "answered", "resolved", "confirmed", "closed"]
    assert (last_event(ticket).by, last_event(ticket).payload) == (requester, {"why": "confirmed"})


def test_it_works_keeps_the_plan_where_the_queue_says_so(ticket, support, agent, requester):
    support.closes_on_confirmation = False
    support.save()
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)
    ticket.refresh_from_db()
    planned = ticket.act_at

    confirming.confirm(ticket, by=requester, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.confirmed_at, ticket.act, ticket.act_at) == (Status.RESOLVED, LATER, Act.CLOSE, planned)
    assert history(ticket)[-1] == "confirmed"


def test_saying_it_twice_leaves_no_second_trace(ticket, support, agent, requester):
    support.closes_on_confirmation = False
    support.save()
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)

    confirming.confirm(ticket, by=requester, at=LATER)
    confirming.confirm(ticket, by=requester, at=LATER)

    assert history(ticket).count("confirmed") == 1


def test_after_closing_it_changes_nothing(ticket, requester):
    ticket = stand(ticket, Status.CLOSED)
    as_it_was = snapshot(ticket)

    confirming.confirm(ticket, by=requester)

    assert snapshot(ticket) == as_it_was


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED, Status.REJECTED])
def test_there_is_nothing_to_confirm_while_we_work(ticket, requester, status):
    ticket = stand(ticket, status)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="nothing to confirm"):
        confirming.confirm(ticket, by=requester)

    assert snapshot(ticket) == as_it_was


def test_reopening_forgets_the_confirmation(ticket, agent, requester):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)
    confirming.confirm(ticket, by=requester, at=LATER)

    conversation.answer(ticket, Answer("It is red again.", Channel.WEB), by=requester, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.confirmed_at) == (Status.OPEN, None)
