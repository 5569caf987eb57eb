"""Sending over a real relay, and what is written down about it."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications import journal
from notifications.actions import sending
from notifications.actions.outbox import Recipient
from notifications.actions.suppression import suppress
from notifications.bounce_addresses import read_bounce_address
from notifications.enums import Lane, SuppressionScope
from notifications.message_ids import message_id
from notifications.models import Delivery, Mail, MailText, Suppression

HARD, COMPLAINT = SuppressionScope.HARD_BOUNCE, SuppressionScope.COMPLAINT


def minutes_until(delivery: Delivery) -> int:
    return round((delivery.not_before - timezone.now()).total_seconds() / 60)


def test_a_mail_is_handed_over_once(mail, relay):
    delivery = mail()

    assert (sending.drain(Lane.DEFAULT), sending.drain(Lane.DEFAULT)) == (1, 0)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reply_code, delivery.reply_text, delivery.claimed_by) == ("sent", 250, "Taken", "")
    assert delivery.sent_at is not None
    assert [letter["Message-ID"] for letter in relay.mails] == [message_id("ticket:310", delivery.pk)]
    assert (relay.recipients, relay.senders) == (["ana@example.org"], ["suport@example.org"])


def test_the_envelope_of_a_mail_that_can_be_answered_names_its_delivery(mail, relay):
    delivery = mail()
    Delivery.objects.update(tokens={"reply_to": "suport+310.57.abcdefghijklmnop@example.org"})

    sending.drain(Lane.DEFAULT)

    assert (read_bounce_address(relay.senders[0]), relay.mails[0]["From"]) == (delivery.pk, "suport@example.org")


def test_each_person_gets_their_language(mail, relay):
    mail(key="both")
    mail("john@example.org", key="both", to=Recipient("john@example.org", "", "en"))

    sending.drain(Lane.DEFAULT)

    assert {str(letter["To"]): letter["Subject"] for letter in relay.mails} == {
        "Ana <ana@example.org>": "El teu tiquet",
        "john@example.org": "Your ticket",
    }


def test_many_letters_share_a_connection(mail, relay):
    for number in range(45):
        mail(f"p{number}@example.org")

    assert sending.drain(Lane.DEFAULT) == 45
    assert relay.connections == 1


def test_a_lane_does_not_send_what_the_other_has(mail, relay):
    mail(lane=Lane.BULK)

    assert sending.drain(Lane.DEFAULT) == 0
    assert sending.drain(Lane.BULK) == 1


def test_a_temporary_refusal_waits_ever_longer(mail, relay):
    delivery = mail()
    relay.to_recipient = lambda address: "451 4.7.1 Greylisted"

    waits = []
    for _ in range(4):
        sending.drain(Lane.DEFAULT)
        delivery.refresh_from_db()
        waits.append(minutes_until(delivery))
        Delivery.objects.update(not_before=timezone.now())

    assert waits == [1, 5, 15, 60]
    assert (delivery.state, delivery.reply_code, delivery.reply_text) == ("deferred", 451, "4.7.1 Greylisted")
    assert delivery.why == "The mail relay asked to try again later."


def test_after_three_days_it_has_failed(mail, relay):
    delivery = mail()
    Delivery.objects.update(attempts=21)
    relay.to_content = lambda address: "452 4.2.2 Full"

    sending.drain(Lane.DEFAULT)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.why) == ("failed", "The mail relay did not take it for three days.")


def test_a_refused_recipient_fails_and_hinders_nobody_else(mail, relay):
    bad, good = mail("nobody@example.org"), mail("ana@example.org")
    relay.to_recipient = lambda address: "550 5.1.1 No such user" if address.startswith("nobody") else None

    sending.drain(Lane.DEFAULT)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.reply_code, bad.why) == ("failed", 550, "The mail relay refused it.")
    assert good.state == "sent"
    assert [(row.address, row.scope) for row in Suppression.objects.all()] == [("nobody@example.org", "hard-bounce")]


def test_a_refusal_of_the_content_says_nothing_about_the_address(mail, relay):
    mail()
    relay.to_content = lambda address: "554 5.7.1 Looks like spam"

    sending.drain(Lane.DEFAULT)

    assert Delivery.objects.get().state == "failed"
    assert Suppression.objects.count() == 0


def test_a_relay_that_is_down_costs_one_try_and_the_rest_wait(mail, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    for number in range(3):
        mail(f"p{number}@example.org")

    assert sending.drain(Lane.DEFAULT) == 0

    rows = list(Delivery.objects.order_by("pk").values_list("state", "attempts", "reason"))
    reason = "The mail relay could not be reached."
    assert rows == [("deferred", 1, reason), ("deferred", 0, reason), ("deferred", 0, reason)]


def test_a_worker_goes_on_with_other_work_when_its_time_is_over(mail, relay):
    for number in range(3):
        mail(f"p{number}@example.org")
    relay.to_content = lambda address: time.sleep(0.3)

    assert sending.drain(Lane.DEFAULT, seconds=0.2) == 1
    assert list(Delivery.objects.order_by("pk").values_list("state", "attempts")) == [("sent", 1), ("queued", 0), ("queued", 0)]


def test_a_sender_that_is_no_address_fails_with_its_reason(mail, relay):
    delivery = mail(from_address="nobody")

    sending.drain(Lane.DEFAULT)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.why) == ("failed", "No mail can be made of this.")


def test_what_came_too_late_is_not_sent(mail, relay):
    delivery = mail(expires_at=timezone.now())

    sending.drain(Lane.DEFAULT)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.why) == ("expired", 0, "It was too late to send this.")
    assert relay.mails == []


@pytest.mark.parametrize(
    ("scope", "lane", "is_secret", "state"),
    [
        (HARD, Lane.DEFAULT, False, "suppressed"),
        (HARD, Lane.DEFAULT, True, "suppressed"),
        (COMPLAINT, Lane.BULK, False, "suppressed"),
        (COMPLAINT, Lane.DEFAULT, False, "sent"),
        (COMPLAINT, Lane.DEFAULT, True, "sent"),
    ],
)
def test_a_bounce_stops_all_mail_and_a_complaint_stops_broadcasts(mail, relay, scope, lane, is_secret, state):
    suppress("Ana@example.org", scope=scope, reason="said so")
    delivery = mail(lane=lane, is_secret=is_secret)

    sending.drain(lane)

    delivery.refresh_from_db()
    assert delivery.state == state


def test_a_secret_is_forgotten_once_it_was_sent(mail, relay):
    mail(is_secret=True)

    sending.drain(Lane.DEFAULT)

    assert relay.mails[0].get_content() == "Hola\r\n"
    assert set(MailText.objects.values_list("subject", "text", "html")) == {
        ("Your ticket", "The text was removed after sending.", ""),
        ("El teu tiquet", "The text was removed after sending.", ""),
    }
    assert Mail.objects.get().blanked_at is not None


def test_a_secret_that_waits_is_kept_no_longer_than_it_is_good_for(mail, relay):
    expires_at = timezone.now() + timedelta(seconds=20)
    delivery = mail(is_secret=True, expires_at=expires_at)
    relay.to_recipient = lambda address: "451 Later"

    sending.drain(Lane.DEFAULT)

    delivery.refresh_from_db()
    assert delivery.not_before == expires_at
    assert MailText.objects.filter(text="Hola").exists()


def test_the_journal_holds_a_line_before_the_content_and_one_after(mail, relay):
    delivery = mail()

    sending.drain(Lane.DEFAULT)

    assert journal.current().path.read_text() == f"{delivery.pk} 1 DATA\n{delivery.pk} 1 250\n"


def test_without_a_relay_mails_become_files(mail, settings, tmp_path):
    settings.EMAIL_URL = ""
    delivery = mail()

    assert sending.drain(Lane.DEFAULT) == 1

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.endswith(f"-{delivery.pk}-ana@example.org.eml")
    assert b"\r\nSubject: El teu tiquet\r\n" in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
