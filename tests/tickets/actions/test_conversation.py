"""What people write in a ticket."""

import uuid

import pytest

from notifications.models import Delivery
from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, MessageKind, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Message

pytestmark = pytest.mark.django_db


def web(body: str, submission: uuid.UUID | None = None, *, is_proven: bool = True) -> Answer:
    return Answer(body, Channel.WEB, submission, is_proven=is_proven)


def mails_to(address: str) -> int:
    return Delivery.objects.filter(address=address).count()


def test_a_reply_opens_a_new_ticket_and_is_mailed(ticket, agent):
    message = conversation.reply(ticket, Draft(" Please restart it. \r\n"), by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.status, ticket.answered_at, ticket.touched_at) == (Status.OPEN, LATER, LATER)
    assert (message.body, message.kind, message.is_ours, message.created_at) == ("Please restart it.", MessageKind.PUBLIC, True, LATER)
    assert (event.verb, event.by, event.at, event.payload) == (Verb.ANSWERED, agent, LATER, {"message": message.pk})
    assert mails_to("marta@example.net") == 2


def test_a_call_opens_a_new_ticket_and_sends_no_mail(ticket, agent):
    message = conversation.log_call(ticket, Draft("She will restart it."), by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at) == (Status.OPEN, LATER)
    assert (message.kind, message.channel) == (MessageKind.CALL, Channel.PHONE)
    assert (history(ticket), mails_to("marta@example.net")) == (["opened", "called"], 1)


@pytest.mark.parametrize("status", list(Status))
def test_a_note_changes_no_status_and_sends_no_mail(ticket, agent, status):
    ticket = stand(ticket, status)

    message = conversation.note(ticket, Draft("Ask the provider."), by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at, ticket.touched_at) == (status, None, LATER)
    assert (message.is_note, message.is_ours, last_event(ticket).verb) == (True, True, Verb.NOTED)
    assert mails_to("marta@example.net") == 1


def test_only_the_first_answer_is_the_first(ticket, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    conversation.reply(ticket, Draft("And now?"), by=agent, at=LATER)

    ticket.refresh_from_db()
    assert ticket.answered_at is not None
    assert ticket.answered_at < LATER


@pytest.mark.parametrize("verb", [conversation.reply, conversation.log_call, conversation.note])
def test_an_empty_text_is_refused(ticket, agent, verb):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="no text yet"):
        verb(ticket, Draft(" \r\n\t"), by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_reply_sent_twice_is_one_message_and_one_mail(ticket, agent):
    draft = Draft("Please restart it.", uuid.uuid4())
    first = conversation.reply(ticket, draft, by=agent)
    as_it_was = snapshot(ticket)

    second = conversation.reply(ticket, draft, by=agent, at=LATER)

    assert (second, snapshot(ticket)) == (first, as_it_was)


def test_a_reply_to_a_stalled_ticket_leaves_it_stalled(ticket, agent):
    ticket = stand(ticket, Status.STALLED, stall_reason=StallReason.THIRD_PARTY)

    conversation.reply(ticket, Draft("The provider still looks."), by=agent)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason) == (Status.STALLED, StallReason.THIRD_PARTY)


def test_control_characters_do_not_reach_the_database(ticket, agent):
    message = conversation.note(ticket, Draft("one\x00 two\x1b[31m\r\nthree\u2028"), by=agent)

    assert Message.objects.get(pk=message.pk).body == "one two[31m\nthree"


def test_an_answer_of_the_requester_is_told_to_the_owner(ticket, agent, requester):
    lifecycle.take(ticket, by=agent)

    message = conversation.answer(ticket, web("Still red."), by=requester, at=LATER)

    ticket.refresh_from_db()
    event = ticket.events.get(verb=Verb.WRITTEN)
    assert (ticket.status, ticket.touched_at, message.is_ours, message.is_verified) == (Status.NEW, LATER, False, True)
    assert (event.verb, event.by, event.payload) == (Verb.WRITTEN, requester, {"message": message.pk, "channel": "web"})
    assert mails_to("agent@example.org") == 1


def test_an_answer_goes_on_with_a_stalled_ticket(ticket, requester):
    ticket = stand(ticket, Status.STALLED, wake_at=LATER)

    conversation.answer(ticket, web("Here is the number."), by=requester)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason, ticket.wake_at) == (Status.OPEN, "", None)
    assert history(ticket) == ["opened", "written", "proven", "woken"]


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.REJECTED])
def test_an_answer_reopens_a_finished_ticket(ticket, requester, status):
    ticket = stand(ticket, status, resolved_at=LATER)

    conversation.answer(ticket, web("It is back."), by=requester, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolved_at, ticket.closed_at) == (Status.OPEN, None, None)
    assert history(ticket) == ["opened", "written", "proven", "reopened"]
    assert last_event(ticket).payload == {"before": status.value}


def test_an_answer_sent_twice_is_one_message(ticket, requester):
    given = web("Still red.", uuid.uuid4())
    first = conversation.answer(ticket, given, by=requester)
    as_it_was = snapshot(ticket)

    assert conversation.answer(ticket, given, by=requester, at=LATER) == first
    assert snapshot(ticket) == as_it_was


def test_an_answer_without_proof_is_marked(ticket, requester):
    message = conversation.answer(ticket, web("Still red.", is_proven=False), by=requester)

    assert message.is_verified is False


def test_an_empty_answer_is_refused(ticket, requester):
    with pytest.raises(Refused, match="no text yet"):
        conversation.answer(ticket, web("\n"), by=requester)

    assert ticket.messages.count() == 1
