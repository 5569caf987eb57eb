"""Mails of Django and allauth become rows."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.utils import translation

from notifications.models import Delivery, Mail

BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def _outbox(db, settings):
    settings.EMAIL_BACKEND = BACKEND


def test_a_framework_mail_is_queued():
    with translation.override("ca"):
        count = mail.send_mail("Subject", "Text", "Suport <s@example.org>", ["Ana Roca <ana@example.org>"], html_message="<p>Html</p>")

    delivery = Delivery.objects.get()
    said = delivery.mail.texts.get()
    assert count == 1
    assert (delivery.address, delivery.name, delivery.language) == ("ana@example.org", "Ana Roca", "ca")
    assert (delivery.mail.from_name, delivery.mail.from_address, delivery.mail.is_automatic) == ("Suport", "s@example.org", True)
    assert (said.language, said.subject, said.text, said.html) == ("ca", "Subject", "Text", "<p>Html</p>")


@time_machine.travel("2026-03-02 12:00 +0000", tick=False)
def test_our_own_headers_steer_the_outbox_and_are_not_sent():
    steering = {"X-Suport-Secret": "1", "X-Suport-Expires": "600", "X-Suport-Language": "pt", "X-Suport-Topic": "ticket:310"}
    kept = {"List-Id": "x", "Message-ID": "<y@z>", "Auto-Submitted": "no"}
    mail.EmailMessage("s", "b", None, ["ana@example.org"], headers=steering | kept).send()

    row = Mail.objects.get()
    assert (row.is_secret, row.topic, row.is_automatic) == (True, "ticket:310", False)
    assert row.expires_at == datetime(2026, 3, 2, 12, 10, tzinfo=UTC)
    assert row.headers == {"List-Id": "x"}
    assert row.deliveries.get().language == "pt"


def test_each_recipient_gets_a_copy_that_shows_nobody_else():
    count = mail.EmailMessage(
        "s", "b", to=["a@example.org"], bcc=["b@example.org"], cc=["c@example.org"], reply_to=["r@example.org"]
    ).send()

    assert count == 1
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["a@example.org", "b@example.org", "c@example.org"]
    assert Mail.objects.count() == 3
    assert Delivery.objects.all()[0].tokens == {"reply_to": "r@example.org"}


def test_a_mail_of_html_alone_stays_html():
    message = mail.EmailMessage("s", "<p>b</p>", None, ["a@example.org"])
    message.content_subtype = "html"
    message.send()

    said = Mail.objects.get().texts.get()
    assert (said.text, said.html) == ("", "<p>b</p>")


@pytest.mark.parametrize("is_silent", [True, False])
def test_what_cannot_be_queued_is_refused(is_silent):
    message = mail.EmailMessage("Subject\nBcc: x@example.org", "b", None, ["a@example.org"])

    if is_silent:
        assert message.send(fail_silently=True) == 0
    else:
        with pytest.raises(ValueError):
            message.send()
    assert Mail.objects.count() == 0


def test_an_attachment_is_refused_rather_than_lost():
    message = mail.EmailMessage("s", "b", None, ["a@example.org"], attachments=[("x.txt", "x", "text/plain")])

    with pytest.raises(ValueError):
        message.send()
