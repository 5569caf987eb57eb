"""Putting mails into the outbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from notifications.actions import outbox
from notifications.actions.outbox import Recipient, Text
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery, LaneSignal, Mail, MailText

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_mail_is_rows_before_it_is_anything_else(mail):
    delivery = mail(key="ticket:310:ack", reply_to="suport+310.x@example.org", headers={"List-Id": "x"}, at=NOON)

    assert (delivery.address, delivery.name, delivery.language) == ("ana@example.org", "Ana", "ca")
    assert (delivery.state, delivery.lane, delivery.not_before) == ("queued", "default", NOON)
    assert delivery.tokens == {"reply_to": "suport+310.x@example.org"}
    assert (delivery.mail.key, delivery.mail.topic, delivery.mail.headers) == ("ticket:310:ack", "ticket:310", {"List-Id": "x"})
    assert delivery.mail.from_address == "suport@example.org"
    assert sorted(delivery.mail.texts.values_list("language", "subject")) == [("ca", "El teu tiquet"), ("en", "Your ticket")]


def test_the_same_key_and_address_is_one_delivery(mail):
    first = mail(key="once")
    second = mail(key="once", texts={"ca": Text("Another", "Another")})

    assert second.pk == first.pk
    assert (Mail.objects.count(), Delivery.objects.count(), MailText.objects.count()) == (1, 1, 2)


def test_the_same_key_with_another_address_is_one_more_recipient(mail):
    mail(key="once")
    mail("pere@example.org", key="once")

    assert (Mail.objects.count(), Delivery.objects.count()) == (1, 2)


def test_mails_without_a_key_are_all_different(mail):
    mail()
    mail()

    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("wanted", "default", "gets"),
    [("ca", "en", "ca"), ("pt-br", "en", "pt"), ("de", "en", "en"), ("", "ca", "ca"), ("de", "fr", "ca"), ("de", "", "en")],
)
def test_a_person_gets_the_nearest_language(mail, wanted, default, gets):
    texts = {language: Text(language, language) for language in ("ca", "en", "pt")}

    assert mail(to=Recipient("ana@example.org", "", wanted), texts=texts, default_language=default).language == gets


def test_an_impossible_address_fails_with_its_reason_and_is_told_to_nobody(mail, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        delivery = mail("ana at example")

    assert (delivery.state, delivery.why) == ("failed", "This is not a mail address.")
    assert told == []


@pytest.mark.parametrize(
    "smuggled",
    [
        {"from_name": "Ana\r\nBcc: x@example.org"},
        {"from_address": "a@example.org\nX: y"},
        {"reply_to": "a@example.org\rX: y"},
        {"in_reply_to": "<a@b>\r\nX: y"},
        {"texts": {"en": Text("Hello\nX: y", "")}},
        {"to": Recipient("ana@example.org", "Ana\nX: y")},
        {"headers": {"List-Id": "x\r\nBcc: x@example.org"}},
        {"headers": {"Bcc": "x@example.org"}},
        {"headers": {"X Y": "z"}},
        {"headers": {"Content-Type": "text/html"}},
        {"topic": "ticket:310\n"},
        {"texts": {}},
        {"key": "k" * 201},
    ],
)
def test_no_header_can_be_smuggled_in(mail, smuggled):
    with pytest.raises(ValueError):
        mail(**smuggled)

    assert Mail.objects.count() == 0


def test_control_characters_are_taken_out_of_the_words(mail):
    said = mail(texts={"en": Text("Be\x07ll", "one\x00\r\ntwo\ud800", "<p>\x00</p>")}).mail.texts.get()

    assert (said.subject, said.text, said.html) == ("Bell", "one\ntwo", "<p></p>")


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_transaction_that_is_undone_was_never_there(mail):
    with transaction.atomic():
        mail()
        transaction.set_rollback(True)

    assert Delivery.objects.count() == 0
    assert LaneSignal.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_workers_hear_of_it_after_the_commit(mail):
    with transaction.atomic():
        mail(lane=Lane.BULK, at=NOON)
        before = LaneSignal.objects.count()

    assert before == 0
    assert LaneSignal.objects.get().lane == "bulk"


def test_a_mail_for_later_tells_nobody_yet(mail, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        delivery = mail(not_before=NOON + timedelta(seconds=15), at=NOON)

    assert delivery.not_before == NOON + timedelta(seconds=15)
    assert told == []


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_ended_badly_or_waits_can_be_sent_again(mail, state):
    delivery = mail()
    Delivery.objects.update(state=state, attempts=5, reason="x", reply_code=550, reply_text="no")

    if state in {"deferred", "failed", "suppressed", "unknown", "cancelled"}:
        outbox.retry(delivery, by=None, at=NOON)

        assert (delivery.state, delivery.attempts, delivery.reason, delivery.reply_code) == ("queued", 0, "", None)
        assert delivery.not_before == NOON
    else:
        with pytest.raises(outbox.CannotRetryError):
            outbox.retry(delivery, by=None, at=NOON)


def test_a_blanked_mail_cannot_be_sent_again(mail):
    delivery = mail(is_secret=True)
    Delivery.objects.update(state=DeliveryState.FAILED)
    Mail.objects.update(blanked_at=NOON)

    with pytest.raises(outbox.CannotRetryError):
        outbox.retry(delivery, by=None)


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_waits_can_be_cancelled(mail, state):
    delivery = mail()
    Delivery.objects.update(state=state)

    if state in {"queued", "deferred"}:
        outbox.cancel(delivery, by=None)

        assert (delivery.state, delivery.why) == ("cancelled", "Stopped by hand.")
    else:
        with pytest.raises(outbox.CannotCancelError):
            outbox.cancel(delivery, by=None)
