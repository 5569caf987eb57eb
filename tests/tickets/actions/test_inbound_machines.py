"""Mail that no person wrote: it never opens, reopens or gets an answer."""

import pytest

from notifications.models import Delivery, Suppression
from tests.tickets.mails import STRANGER, arrive, our_id, raw, token_address
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.enums import InboundAction, Status, Verb
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

VACATION = {"Auto_Submitted": "auto-replied"}


def report(recipient: str, status: str, original: str) -> bytes:
    """A delivery report as RFC 3464 has it."""
    return (
        "From: MAILER-DAEMON@relay.example.com\r\nTo: suport@example.org\r\nSubject: Undelivered Mail\r\nMessage-ID: <dsn@relay.example.com>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {original}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def test_machine_mail_opens_no_ticket(support):
    outcome = arrive(raw("I am away.", **VACATION))

    assert (outcome.action, outcome.ticket, outcome.answer_id) == (InboundAction.IGNORED, None, "")
    assert (Ticket.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("status", [Status.STALLED, Status.RESOLVED, Status.CLOSED])
def test_machine_mail_is_folded_into_its_ticket_and_moves_nothing(ticket, agent, status):
    ticket = stand(ticket, status, owner=agent)
    as_it_was = snapshot(ticket)

    outcome = arrive(raw("I am away.", **VACATION), to=token_address(ticket))

    row, events, messages, mails = as_it_was
    message = ticket.messages.order_by("-pk")[0]
    assert (outcome.action, outcome.ticket) == (InboundAction.IGNORED, ticket)
    assert (message.is_machine, message.is_note, message.author, message.body) == (True, True, None, "I am away.")
    assert snapshot(ticket) == (row, events, messages + 1, mails)


def test_machine_mail_in_the_requester_s_name_is_folded_by_its_reference(ticket):
    assert arrive(raw("I am away.", subject=f"Away: suport#{ticket.pk}", **VACATION)).ticket == ticket
    assert ticket.messages.count() == 2


def test_machine_mail_of_a_stranger_stays_in_the_log(ticket):
    outcome = arrive(raw("Buy.", sender=STRANGER, subject=f"suport#{ticket.pk}", Precedence="bulk"))

    assert (outcome.action, outcome.ticket, ticket.messages.count()) == (InboundAction.IGNORED, None, 1)


def test_a_bounce_is_an_event_that_names_the_delivery(ticket):
    delivery = Delivery.objects.get()

    outcome = arrive(report("marta@example.net", "5.1.1", our_id(ticket)))

    event = last_event(ticket)
    assert (outcome.action, outcome.reason) == (InboundAction.IGNORED, f"delivery report: kept folded in {ticket.reference}")
    assert (event.verb, event.by, event.payload) == (Verb.MAIL_FAILED, None, {"delivery": delivery.pk, "status": "5.1.1", "hard": True})
    assert Delivery.objects.count() == 1


def test_a_delay_is_told_as_not_for_good(ticket):
    arrive(report("marta@example.net", "4.4.1", our_id(ticket)))

    assert last_event(ticket).payload["hard"] is False


def test_a_hard_bounce_marks_its_delivery_and_stops_the_address(ticket):
    Delivery.objects.update(state="sent")

    arrive(report("marta@example.net", "5.1.1", our_id(ticket)))

    delivery = Delivery.objects.about(ticket.topic).get()
    assert (delivery.state, delivery.reply_text) == ("failed", "5.1.1")
    assert Suppression.objects.get().address == "marta@example.net"


def test_a_soft_bounce_stops_no_address(ticket):
    Delivery.objects.update(state="sent")

    arrive(report("marta@example.net", "4.4.1", our_id(ticket)))

    assert Delivery.objects.about(ticket.topic).get().state == "failed"
    assert Suppression.objects.count() == 0


def test_a_report_stops_the_address_we_wrote_to_whatever_it_names(ticket):
    arrive(report("victim@example.com", "5.1.1", our_id(ticket)))

    assert Suppression.objects.get().address == "marta@example.net"


def test_a_bounce_of_a_mail_that_is_not_ours_touches_no_ticket(ticket):
    outcome = arrive(report("marta@example.net", "5.1.1", f"<ticket.{ticket.pk}.1.aaaaaaaaaaaaaaaa@example.org>"))

    assert (outcome.action, outcome.ticket, history(ticket)) == (InboundAction.IGNORED, None, ["opened"])


def test_a_bounce_without_a_sender_is_no_error(ticket):
    mail = report("marta@example.net", "5.1.1", our_id(ticket)).replace(b"MAILER-DAEMON@relay.example.com", b"<>")

    assert arrive(mail).action == InboundAction.IGNORED
    assert history(ticket) == ["opened", "mail_failed"]
