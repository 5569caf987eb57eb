"""Every move between two statuses, taken from the table itself."""

from itertools import product

import pytest

from tests.tickets.moments import LATER
from tests.tickets.standing import snapshot, stand
from tickets.actions import acting, conversation, lifecycle
from tickets.enums import TRANSITIONS, Act, RejectReason, StallReason, Status
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

DRAFT = conversation.Draft("It works again.")
PAIRS = [(before, after) for before, after in product(Status, Status) if after != Status.NEW]
ALLOWED = [(before, after) for before, after in PAIRS if after in TRANSITIONS[before]]
FORBIDDEN = [(before, after) for before, after in PAIRS if after not in TRANSITIONS[before]]


def move(ticket: Ticket, after: Status, agent) -> object:
    """Call the verb that leads to ``after``. A new ticket is opened by an answer alone, a stalled one closed by silence alone."""
    if after == Status.OPEN and ticket.status == Status.NEW:
        return conversation.reply(ticket, DRAFT, by=agent, at=LATER)
    if after == Status.CLOSED and ticket.status == Status.STALLED:
        silent_since = {"stall_reason": StallReason.REQUESTER, "act": Act.CLOSE, "act_at": LATER}
        stand(ticket, Status.STALLED, **silent_since)
        return acting.act_due(at=LATER)
    verbs = {
        Status.OPEN: lambda: lifecycle.reopen(ticket, by=agent, at=LATER),
        Status.STALLED: lambda: lifecycle.stall(ticket, why=StallReason.PARKED, until=None, by=agent, at=LATER),
        Status.RESOLVED: lambda: lifecycle.resolve(ticket, DRAFT, by=agent, at=LATER),
        Status.CLOSED: lambda: lifecycle.close(ticket, by=agent, at=LATER),
        Status.REJECTED: lambda: lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent, at=LATER),
    }
    return verbs[after]()


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_an_allowed_move_is_made_by_its_verb(ticket, agent, before, after):
    ticket = stand(ticket, before)

    move(ticket, after, agent)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.touched_at) == (after, LATER)


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(ticket, agent, before, after):
    ticket = stand(ticket, before)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused):
        move(ticket, after, agent)

    assert snapshot(ticket) == as_it_was


def test_nothing_becomes_new_again():
    assert [status for status in Status if Status.NEW in TRANSITIONS[status]] == []


def test_the_table_speaks_of_every_status():
    assert set(TRANSITIONS) == set(Status)
    assert (len(ALLOWED), len(FORBIDDEN)) == (13, 17)


def test_a_new_ticket_is_not_opened_by_hand(ticket, agent):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="opens with the first answer"):
        lifecycle.reopen(ticket, by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REJECTED])
@pytest.mark.parametrize("verb", [conversation.reply, conversation.log_call])
def test_a_finished_ticket_takes_no_answer_from_an_agent(ticket, agent, status, verb):
    ticket = stand(ticket, status)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Reopen it before you answer"):
        verb(ticket, DRAFT, by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was
