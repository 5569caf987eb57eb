"""What e-mail providers tell of mails of ours."""

import json
from typing import Any

import pytest

from foundation import clock
from notifications.enums import DeliveryState, SuppressionScope
from notifications.models import Delivery, Suppression
from tests.tickets import provider_posts as posts
from tests.tickets.mails import our_id
from tests.tickets.moments import NOON
from tests.tickets.standing import last_event
from tickets.enums import Verb
from tickets.models import InboundMail, Ticket, TicketEvent
from tickets.pages.aside import _one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(settings):
    settings.ANYMAIL = dict(posts.SETTINGS)


@pytest.fixture
def delivery(ticket: Ticket) -> Delivery:
    """A mail to Marta that a provider took."""
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=NOON)
    return Delivery.objects.about(ticket.topic).order_by("-pk")[0]


def mailgun(identifier: str, event: str, **facts: Any) -> Any:
    proof = {"timestamp": posts.TIMESTAMP, "token": posts.TOKEN, "signature": posts.signature()}
    data = {"event": event, "timestamp": 1790000000.5, "message": {"headers": {"message-id": identifier.strip("<>")}}, **facts}
    return posts.says("/webhooks/mailgun/tracking/", {"signature": proof, "event-data": data})


def sendgrid(identifier: str, event: str, **facts: Any) -> Any:
    told = {"event": event, "email": "marta@example.net", "timestamp": 1790000000, "smtp-id": identifier, "sg_event_id": "e1", **facts}
    return posts.says("/webhooks/sendgrid/tracking/", [told])


def brevo(identifier: str, event: str, **facts: Any) -> Any:
    return posts.says("/webhooks/brevo/tracking/", {"event": event, "email": "marta@example.net", "message-id": identifier, **facts})


def postmark(identifier: str, kind: str, **facts: Any) -> Any:
    return posts.says(
        "/webhooks/postmark/tracking/", {"RecordType": kind, "MessageID": "883953f4", "Metadata": {"suport": identifier}, **facts}
    )


def mailjet(identifier: str, event: str, **facts: Any) -> Any:
    told = {"event": event, "time": 1790000000, "MessageID": 19421777835146490, "Payload": json.dumps({"suport": identifier}), **facts}
    return posts.says("/webhooks/mailjet/tracking/", [told])


def sparkpost(identifier: str, kind: str, **facts: Any) -> Any:
    told = {"type": kind, "timestamp": "1790000000", "rcpt_meta": {"suport": identifier}, **facts}
    return posts.says("/webhooks/sparkpost/tracking/", [{"msys": {"message_event": told}}])


def mandrill(identifier: str, event: str, **facts: Any) -> Any:
    told = {
        "event": event,
        "_id": "ab1",
        "ts": 1790000000,
        "msg": {"email": "marta@example.net", "metadata": {"suport": identifier}, **facts},
    }
    return posts.mandrill_events([told])


def amazon(identifier: str, kind: str, **facts: Any) -> Any:
    mail = {"messageId": "0100-own", "destination": ["marta@example.net"], "headers": [{"name": "Message-ID", "value": identifier}]}
    return posts.sns("/webhooks/amazon_ses/tracking/", json.dumps({"eventType": kind, "mail": mail, kind.lower(): facts}))


# Mandrill tells of no arrival.
ARRIVED = {
    "amazon_ses": lambda identifier: amazon(identifier, "Delivery", recipients=["marta@example.net"], smtpResponse="250 2.6.0 received"),
    "brevo": lambda identifier: brevo(identifier, "delivered"),
    "mailgun": lambda identifier: mailgun(identifier, "delivered"),
    "mailjet": lambda identifier: mailjet(identifier, "sent"),
    "postmark": lambda identifier: postmark(identifier, "Delivery", Recipient="marta@example.net"),
    "sendgrid": lambda identifier: sendgrid(identifier, "delivered", response="250 OK"),
    "sparkpost": lambda identifier: sparkpost(identifier, "delivery"),
}
NO_SUCH = "550 5.1.1 The email account that you tried to reach does not exist."
GONE = {
    "amazon_ses": lambda identifier: amazon(
        identifier,
        "Bounce",
        bounceType="Permanent",
        bounceSubType="General",
        bouncedRecipients=[{"emailAddress": "marta@example.net", "status": "5.1.1", "diagnosticCode": f"smtp; {NO_SUCH}"}],
    ),
    "brevo": lambda identifier: brevo(identifier, "hard_bounce", reason=""),
    "mailgun": lambda identifier: mailgun(
        identifier, "failed", severity="permanent", reason="bounce", **{"delivery-status": {"code": 550, "message": NO_SUCH}}
    ),
    "mailjet": lambda identifier: mailjet(identifier, "bounce", hard_bounce=True, error_related_to="recipient", error="user unknown"),
    "mandrill": lambda identifier: mandrill(identifier, "hard_bounce", diag=f"smtp;{NO_SUCH}", bounce_description="bad_mailbox"),
    "postmark": lambda identifier: postmark(identifier, "Bounce", Type="HardBounce", Details="action: failed", ID=42),
    "sendgrid": lambda identifier: sendgrid(identifier, "bounce", type="bounce", status="5.1.1", reason=NO_SUCH),
    "sparkpost": lambda identifier: sparkpost(identifier, "bounce", bounce_class="10", raw_reason=NO_SUCH),
}
FULL = {
    "amazon_ses": lambda identifier: amazon(
        identifier,
        "Bounce",
        bounceType="Transient",
        bounceSubType="MailboxFull",
        bouncedRecipients=[{"emailAddress": "m@x", "status": "5.2.2"}],
    ),
    "brevo": lambda identifier: brevo(identifier, "soft_bounce", reason="552 5.2.2 mailbox full"),
    "mailgun": lambda identifier: mailgun(
        identifier, "failed", severity="permanent", reason="generic", **{"delivery-status": {"message": "552 5.2.2 Mailbox full"}}
    ),
    "mailjet": lambda identifier: mailjet(identifier, "bounce", hard_bounce=False, error="quota exceeded"),
    "mandrill": lambda identifier: mandrill(identifier, "soft_bounce", diag="552 5.2.2 mailbox full", bounce_description="mailbox_full"),
    "postmark": lambda identifier: postmark(identifier, "Bounce", Type="SoftBounce", Details="smtp;552 5.2.2 mailbox full", ID=43),
    "sendgrid": lambda identifier: sendgrid(identifier, "bounce", status="5.2.2", reason="552 5.2.2 mailbox full"),
    "sparkpost": lambda identifier: sparkpost(identifier, "bounce", bounce_class="22", raw_reason="552 5.2.2 mailbox full"),
}
COMPLAINED = {
    "amazon_ses": lambda identifier: amazon(identifier, "Complaint", complainedRecipients=[{"emailAddress": "marta@example.net"}]),
    "brevo": lambda identifier: brevo(identifier, "spam"),
    "mailgun": lambda identifier: mailgun(identifier, "complained"),
    "mailjet": lambda identifier: mailjet(identifier, "spam"),
    "mandrill": lambda identifier: mandrill(identifier, "spam"),
    "postmark": lambda identifier: postmark(identifier, "SpamComplaint", Type="SpamComplaint"),
    "sendgrid": lambda identifier: sendgrid(identifier, "spamreport"),
    "sparkpost": lambda identifier: sparkpost(identifier, "spam_complaint"),
}


@pytest.mark.parametrize("provider", ARRIVED)
def test_an_arrival_is_noted_on_the_very_delivery(provider, ticket, delivery):
    assert ARRIVED[provider](our_id(ticket)).status_code == 200

    delivery.refresh_from_db()
    assert (delivery.state, delivery.arrived_at) == (DeliveryState.SENT, NOON)
    assert Delivery.objects.exclude(pk=delivery.pk).filter(arrived_at__isnull=False).count() == 0


def test_what_nobody_knew_to_have_left_is_known_when_it_arrived(ticket, delivery):
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.UNKNOWN, reason="unclear")

    mailgun(our_id(ticket), "delivered")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, "")


def test_an_arrival_is_shown_beside_the_reply():
    row = {"state": "sent", "sent_at": NOON.isoformat(), "arrived_at": NOON.isoformat(), "address": "a@b", "reason": "", "not_before": None}

    assert _one(row, NOON).words.startswith("arrived ")


@pytest.mark.parametrize("provider", GONE)
def test_a_mailbox_that_is_gone_is_written_to_no_more(provider, ticket, delivery):
    assert GONE[provider](our_id(ticket)).status_code == 200

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, "The mail came back: the mailbox does not take it.")
    assert Suppression.objects.get().scope == SuppressionScope.HARD_BOUNCE
    told = last_event(ticket)
    assert (told.verb, told.payload["delivery"], told.payload["gone"]) == (Verb.MAIL_FAILED, delivery.pk, True)


@pytest.mark.parametrize("provider", FULL)
def test_a_full_mailbox_is_noted_and_may_be_written_to(provider, ticket, delivery):
    assert FULL[provider](our_id(ticket)).status_code == 200

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, "The mail came back: the mailbox is full.")
    assert Suppression.objects.count() == 0


@pytest.mark.parametrize("provider", COMPLAINED)
def test_who_complained_gets_no_more_mail_to_many(provider, ticket, delivery):
    assert COMPLAINED[provider](our_id(ticket)).status_code == 200

    delivery.refresh_from_db()
    assert (delivery.state, Suppression.objects.get().scope) == (DeliveryState.SENT, SuppressionScope.COMPLAINT)


def test_what_is_told_twice_is_noted_once(ticket, delivery):
    for _ in range(2):
        GONE["mailgun"](our_id(ticket))

    assert TicketEvent.objects.filter(ticket=ticket, verb=Verb.MAIL_FAILED).count() == 1


def test_a_delay_changes_nothing(ticket, delivery):
    assert mailgun(our_id(ticket), "failed", severity="temporary", reason="generic").status_code == 200

    delivery.refresh_from_db()
    assert (delivery.state, last_event(ticket).verb) == (DeliveryState.SENT, Verb.OPENED)


def test_what_our_worker_has_still_in_hand_is_told_again_later(ticket, delivery):
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENDING, lease_until=clock.now())

    assert GONE["mailgun"](our_id(ticket)).status_code == 503


@pytest.mark.parametrize("identifier", ["<1@example.net>", "<ticket.1.1.aaaaaaaaaaaaaaaa@example.org>", "", "<mail.0.0.x@y>"])
def test_what_our_signature_does_not_name_is_let_pass(identifier, delivery):
    assert GONE["mailgun"](identifier).status_code == 200

    assert Suppression.objects.count() == 0


def test_mandrill_may_mix_mails_and_reports(ticket, delivery):
    mail = {"event": "inbound", "msg": {"email": "suport@example.org", "raw_msg": "From: marta@example.net\r\n\r\nHello\r\n"}}
    report = {"event": "spam", "_id": "1", "msg": {"metadata": {"suport": our_id(ticket)}}}

    assert posts.mandrill_events([mail, report]).status_code == 200

    assert (Suppression.objects.count(), InboundMail.objects.count()) == (1, 1)
