"""Taking a reply back before it leaves."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notifications.actions import claiming
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery, MailText
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, stand
from tickets.actions import conversation, files, lifecycle, undo
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, PromiseState, StallReason, Status
from tickets.errors import Refused
from tickets.models import Message, Promise, SavedDraft, SearchEntry

pytestmark = pytest.mark.django_db

WAITS = timedelta(seconds=15)
SOON = NOON + timedelta(seconds=5)
PAST = NOON + timedelta(seconds=15)


def waiting(body: str = "Please restart it.", submission: uuid.UUID | None = None) -> Draft:
    return Draft(body, submission, waits=WAITS)


def test_a_reply_waits_in_the_outbox(ticket, agent):
    conversation.reply(ticket, waiting(), by=agent, at=NOON)

    assert Delivery.objects.latest("pk").not_before == PAST
    assert list(Delivery.objects.due(Lane.DEFAULT, SOON).filter(mail__key__startswith="message:")) == []


def test_a_reply_without_a_window_leaves_at_once(ticket, agent):
    message = conversation.reply(ticket, Draft("Please restart it."), by=agent, at=NOON)

    assert (message.leaves_at, Delivery.objects.latest("pk").not_before) == (None, NOON)


def test_cancelling_takes_everything_back(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    pk = message.pk

    draft = undo.cancel(ticket, pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at, ticket.contact, Message.objects.filter(pk=pk).exists()) == (Status.NEW, None, None, False)
    assert (draft.body, draft.kind, draft.user) == ("Please restart it.", "public", agent)
    assert history(ticket) == ["opened", "answered", "withdrawn"]
    assert not SearchEntry.objects.filter(message_id=pk).exists()


def test_the_mail_of_a_cancelled_reply_is_stopped_and_its_words_are_gone(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    delivery = Delivery.objects.latest("pk")
    assert (delivery.state, delivery.can_be_retried) == (DeliveryState.CANCELLED, False)
    assert "restart" not in MailText.objects.get(mail=delivery.mail).text


def test_files_come_back_with_the_words(ticket, agent):
    form = uuid.UUID(int=1)
    files.keep_drafts(form, [SimpleUploadedFile("a.txt", b"a")])
    message = conversation.reply(ticket, waiting(submission=form), by=agent, at=NOON)

    draft = undo.cancel(ticket, message.pk, by=agent, at=SOON)

    assert [file.file_name for file in files.drafts_of(draft.submission)] == ["a.txt"]


def test_what_was_begun_meanwhile_is_kept_beside(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    SavedDraft.objects.create(user=agent, ticket=ticket, kind="public", body="One more thing.", submission=uuid.uuid4(), saved_at=SOON)

    draft = undo.cancel(ticket, message.pk, by=agent, at=SOON)

    assert (draft.body, draft.earlier) == ("Please restart it.", "One more thing.")


def test_sending_and_resolving_is_taken_back_in_one(ticket, agent):
    lifecycle.resolve(ticket, waiting(), by=agent, at=NOON)
    message = ticket.messages.get(is_ours=True)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolved_at, ticket.act_at) == (Status.NEW, None, None)
    assert Delivery.objects.latest("pk").state == DeliveryState.CANCELLED


def test_a_stalled_ticket_waits_as_before(ticket, agent):
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER, act="remind", act_at=LATER)
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason, ticket.act_at) == (Status.STALLED, StallReason.REQUESTER, LATER)


def test_who_moved_the_ticket_meanwhile_is_not_overruled(ticket, agent, lead):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    lifecycle.stall(ticket, why=StallReason.PARKED, until=None, by=lead, at=SOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at) == (Status.STALLED, None)


def test_an_answer_before_the_cancelled_one_still_counts(ticket, agent, lead):
    conversation.log_call(ticket, Draft("She will restart it."), by=lead, at=NOON)
    message = conversation.reply(ticket, waiting(), by=agent, at=SOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at) == (Status.OPEN, NOON)


def test_two_replies_taken_back_leave_the_ticket_new(ticket, agent):
    first = conversation.reply(ticket, waiting("One."), by=agent, at=NOON)
    second = conversation.reply(ticket, waiting("Two."), by=agent, at=SOON)

    undo.cancel(ticket, first.pk, by=agent, at=SOON)
    undo.cancel(ticket, second.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_at) == (Status.NEW, None)


def test_after_the_window_it_has_left(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)

    with pytest.raises(Refused, match="has left already"):
        undo.cancel(ticket, message.pk, by=agent, at=PAST)

    assert history(ticket) == ["opened", "answered"]


def test_what_a_worker_has_in_hand_is_not_taken_back(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    Delivery.objects.update(not_before=NOON)
    claiming.claim(Lane.DEFAULT, owner="w", at=NOON)

    with pytest.raises(Refused, match="has left already"):
        undo.cancel(ticket, message.pk, by=agent, at=SOON)

    assert (Message.objects.filter(pk=message.pk).exists(), SavedDraft.objects.count()) == (True, 0)


def test_only_the_writer_takes_it_back(ticket, agent, lead):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)

    with pytest.raises(Refused, match="Only its writer"):
        undo.cancel(ticket, message.pk, by=lead, at=SOON)


def test_a_second_click_says_where_the_words_are(ticket, agent):
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    pk = message.pk
    undo.cancel(ticket, pk, by=agent, at=SOON)

    with pytest.raises(Refused, match="your draft"):
        undo.cancel(ticket, pk, by=agent, at=SOON)


def test_the_answer_of_a_requester_is_nobody_s_to_take_back(ticket, agent, requester):
    message = conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester)

    with pytest.raises(Refused):
        undo.cancel(ticket, message.pk, by=agent)


def test_a_promise_that_resolving_kept_is_owed_again(ticket, agent):
    conversation.reply(ticket, Draft("We look at it.", news_by=LATER), by=agent, at=EARLIER)
    lifecycle.resolve(ticket, waiting(), by=agent, at=NOON)
    message = ticket.messages.get(is_ours=True, created_at=NOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    promise = Promise.objects.get()
    assert (ticket.promised_at, promise.state, promise.settled_at) == (LATER, PromiseState.OPEN, None)


def test_news_that_came_late_are_owed_still_when_they_are_taken_back_although_somebody_moved_the_ticket(ticket, agent, lead):
    conversation.reply(ticket, Draft("We look at it.", news_by=EARLIER + timedelta(hours=1)), by=agent, at=EARLIER)
    message = conversation.reply(ticket, waiting(), by=agent, at=NOON)
    lifecycle.stall(ticket, why=StallReason.PARKED, until=None, by=lead, at=SOON)

    undo.cancel(ticket, message.pk, by=agent, at=SOON)

    ticket.refresh_from_db()
    assert (ticket.promised_at, Promise.objects.get().state) == (EARLIER + timedelta(hours=1), PromiseState.BROKEN)
