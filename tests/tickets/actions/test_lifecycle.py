"""Who works on a ticket and where it stands."""

import uuid
from datetime import datetime, timedelta

import pytest

from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import Act, RejectReason, StallReason, Status, Verb
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


def test_taking_makes_an_owner_and_does_not_open(ticket, agent):
    lifecycle.take(ticket, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.owner, ticket.status, ticket.answered_at) == (agent, Status.NEW, None)
    assert (event.verb, event.by, event.at, event.payload) == (Verb.TAKEN, agent, LATER, {"before": None, "owner": agent.pk})


def test_assigning_to_a_colleague_says_from_whom_to_whom_and_does_not_open(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)

    lifecycle.assign(ticket, to=lead, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.owner, ticket.status) == (lead, Status.NEW)
    assert (event.verb, event.by, event.payload) == (Verb.ASSIGNED, agent, {"before": agent.pk, "owner": lead.pk})


def test_taking_what_is_mine_already_leaves_no_trace(ticket, agent):
    lifecycle.take(ticket, by=agent)
    as_it_was = snapshot(ticket)

    lifecycle.take(ticket, by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was


def test_a_person_of_another_queue_cannot_own_a_ticket(ticket, agent, treasurer):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Oriol Mas does not work in this queue"):
        lifecycle.assign(ticket, to=treasurer, by=agent)

    assert snapshot(ticket) == as_it_was


def test_releasing_gives_the_ticket_back_once(ticket, agent):
    lifecycle.take(ticket, by=agent)

    lifecycle.release(ticket, by=agent, at=LATER)
    lifecycle.release(ticket, by=agent, at=LATER)

    ticket.refresh_from_db()
    assert ticket.owner is None
    assert history(ticket) == ["opened", "taken", "released"]
    assert last_event(ticket).payload == {"before": agent.pk}


def test_a_new_ticket_is_not_resolved_without_an_answer(ticket, agent):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Nobody has answered yet"):
        lifecycle.resolve(ticket, Draft("  \n"), by=agent)

    assert snapshot(ticket) == as_it_was


def test_answering_and_resolving_is_one_act_with_one_mail(ticket, agent):
    lifecycle.resolve(ticket, Draft("A new router solved it."), by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at, ticket.resolved_at) == (Status.RESOLVED, LATER, LATER)
    assert history(ticket) == ["opened", "answered", "resolved"]
    assert last_event(ticket).by == agent


def test_an_answered_ticket_may_be_resolved_in_our_standard_words(ticket, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    lifecycle.resolve(ticket, Draft(""), by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolved_at, ticket.messages.count()) == (Status.RESOLVED, LATER, 2)
    assert history(ticket) == ["opened", "answered", "resolved"]


def test_the_same_form_resolves_once(ticket, agent):
    draft = Draft("A new router solved it.", uuid.uuid4())
    lifecycle.resolve(ticket, draft, by=agent)
    as_it_was = snapshot(ticket)

    lifecycle.resolve(ticket, draft, by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was


def test_a_ticket_that_waits_for_the_requester_has_its_reminders_and_no_date(ticket, agent):
    ticket = stand(ticket, Status.OPEN)

    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.status, ticket.stall_reason, ticket.wake_at) == (Status.STALLED, StallReason.REQUESTER, None)
    assert (event.verb, event.at, event.payload) == (Verb.STALLED, LATER, {"why": "requester", "until": None})


@pytest.mark.parametrize("why", [StallReason.THIRD_PARTY, StallReason.PARKED])
def test_what_is_parked_without_a_date_is_looked_at_again(ticket, support, agent, why):
    support.look_again_days = 3
    support.save(update_fields=["look_again_days"])
    ticket = stand(ticket, Status.OPEN)

    # Tuesday at four in Madrid; Friday at four.
    lifecycle.stall(ticket, why=why, until=None, by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.stall_reason, ticket.wake_at) == (why, LATER + timedelta(days=3))
    assert datetime.fromisoformat(last_event(ticket).payload["until"]) == ticket.wake_at


def test_a_queue_that_never_looks_again_leaves_it_parked(ticket, support, agent):
    support.look_again_days = 0
    support.save(update_fields=["look_again_days"])
    ticket = stand(ticket, Status.OPEN)

    lifecycle.stall(ticket, why=StallReason.PARKED, until=None, by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.wake_at, last_event(ticket).payload["until"]) == (None, None)


def test_a_ticket_that_waits_for_a_date_says_which(ticket, agent):
    ticket = stand(ticket, Status.OPEN)
    until = LATER + timedelta(days=2)

    lifecycle.stall(ticket, why=StallReason.DATE, until=until, by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.stall_reason, ticket.wake_at) == (StallReason.DATE, until)
    assert last_event(ticket).payload == {"why": "date", "until": "2026-03-12T15:00:00+00:00"}


@pytest.mark.parametrize(
    ("why", "until", "said"),
    [
        (StallReason.DATE, None, "until when it waits"),
        (StallReason.DATE, NOON, "That date has passed"),
        (StallReason.PARKED, EARLIER, "That date has passed"),
    ],
)
def test_stalling_without_a_date_to_come_is_refused(ticket, agent, why, until, said):
    ticket = stand(ticket, Status.OPEN)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match=said):
        lifecycle.stall(ticket, why=why, until=until, by=agent, at=NOON)

    assert snapshot(ticket) == as_it_was


@pytest.mark.parametrize(
    ("before", "verb"),
    [(Status.STALLED, "woken"), (Status.RESOLVED, "reopened"), (Status.CLOSED, "reopened"), (Status.REJECTED, "reopened")],
)
def test_going_on_clears_what_the_end_had_set(ticket, agent, before, verb):
    ticket = stand(ticket, before, resolved_at=EARLIER, closed_at=EARLIER)

    lifecycle.reopen(ticket, by=agent, reason="It is back.", at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.status, ticket.stall_reason, ticket.resolved_at, ticket.closed_at) == (Status.OPEN, "", None, None)
    assert (event.verb, event.by, event.reason, event.payload) == (verb, agent, "It is back.", {"before": before.value})


def test_a_resolved_ticket_is_closed_by_hand(ticket, agent):
    ticket = stand(ticket, Status.RESOLVED, act=Act.CLOSE, act_at=LATER)

    lifecycle.close(ticket, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.status, ticket.closed_at, ticket.act, ticket.act_at) == (Status.CLOSED, LATER, "", None)
    assert (event.verb, event.by, event.at, event.payload) == (Verb.CLOSED, agent, LATER, {})


def test_what_waits_is_not_closed_by_hand(ticket, agent):
    ticket = stand(ticket, Status.STALLED)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Resolve it first"):
        lifecycle.close(ticket, by=agent)

    assert snapshot(ticket) == as_it_was


def test_rejecting_keeps_why_and_the_note_for_colleagues(ticket, agent):
    lifecycle.reject(ticket, why=RejectReason.NOT_ENTITLED, note=" Not a member. ", by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.status, ticket.closed_at) == (Status.REJECTED, LATER)
    assert (event.verb, event.by, event.reason, event.payload) == (Verb.REJECTED, agent, "Not a member.", {"why": "not_entitled"})


def test_a_clearer_title_keeps_the_old_one_in_the_history(ticket, agent):
    lifecycle.retitle(ticket, title="  Fibre in   Vic drops at eight ", by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert ticket.title == "Fibre in Vic drops at eight"
    assert (event.verb, event.by, event.at, event.reason) == (Verb.RETITLED, agent, LATER, "No connection")


def test_the_same_title_leaves_no_trace_and_an_empty_one_is_refused(ticket, agent):
    as_it_was = snapshot(ticket)

    lifecycle.retitle(ticket, title=" No  connection", by=agent)
    with pytest.raises(Refused, match="needs a title"):
        lifecycle.retitle(ticket, title=" \t", by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_title_has_at_most_300_characters(ticket, agent):
    lifecycle.retitle(ticket, title="ï" * 301, by=agent)

    ticket.refresh_from_db()
    assert ticket.title == "ï" * 300


def test_a_verb_reads_the_row_and_not_the_copy_in_hand(ticket, agent):
    stale = type(ticket).objects.get(pk=ticket.pk)
    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent)

    with pytest.raises(Refused):
        lifecycle.resolve(stale, Draft("Solved."), by=agent)

    assert history(ticket) == ["opened", "rejected"]


def test_an_owner_who_left_the_queue_may_be_replaced(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)
    agent.memberships.all().delete()

    lifecycle.assign(ticket, to=lead, by=lead)

    ticket.refresh_from_db()
    assert (ticket.owner, last_event(ticket).verb) == (lead, Verb.TAKEN)


def test_a_member_of_a_queue_out_of_use_cannot_take_its_tickets(support, requester):
    old = factories.queue("old", is_active=False)
    member = factories.member("old@example.org", "Old Hand", old)
    ticket = factories.ticket(requester, old)

    with pytest.raises(Refused):
        lifecycle.take(ticket, by=member)

    assert history(ticket) == ["opened"]
