"""Mail that no person wrote: it never opens, reopens or gets an answer."""

import pytest

from notifications.bounce_addresses import bounce_address
from notifications.models import Delivery, Suppression
from tests import factories
from tests.tickets.mails import STRANGER, arrive, our_id, raw, token_address
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import inbound, processing
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


def complaint(kind: str, original: str) -> bytes:
    """A feedback report as RFC 5965 has it."""
    return (
        "From: feedback@example.com\r\nTo: suport@example.org\r\nSubject: FW: x\r\nMessage-ID: <arf@example.com>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n"
        f"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {kind}\r\nVersion: 1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {original}\r\nSubject: x\r\n\r\nHello\r\n--b--\r\n"
    ).encode()


def bounced(delivery: Delivery, status: str, *, hard: bool, gone: bool = False, delayed: bool = False) -> dict[str, object]:
    """What the event of a bounce says."""
    return {"delivery": delivery.pk, "status": status, "hard": hard, "gone": gone, "delayed": delayed}


def came_back_to(delivery: Delivery) -> str:
    """The bounce address of a delivery."""
    return bounce_address(delivery.pk, from_address="suport@example.org", reply_to="suport+1.1.x@example.org")


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
    assert (event.verb, event.by, event.payload) == (Verb.MAIL_FAILED, None, bounced(delivery, "5.1.1", hard=True, gone=True))
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


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("5.2.2", "The mail came back: the mailbox is full."),
        ("5.3.4", "The mail came back: it was too large."),
        ("5.7.1", "The mail came back: the other mail server did not want it."),
        ("5.6.1", "The mail came back: the other mail server could not deliver it."),
    ],
)
def test_a_mail_that_is_refused_by_a_mailbox_that_lives_stops_no_address(ticket, status, why):
    Delivery.objects.update(state="sent")

    arrive(report("marta@example.net", status, our_id(ticket)))

    delivery = Delivery.objects.about(ticket.topic).get()
    assert (delivery.state, delivery.why, Suppression.objects.count()) == ("failed", why, 0)


def test_a_delay_marks_nothing(ticket):
    Delivery.objects.update(state="sent")

    arrive(report("marta@example.net", "4.4.1", our_id(ticket)).replace(b"Action: failed", b"Action: delayed"))

    delivery = Delivery.objects.get()
    assert (delivery.state, last_event(ticket).payload) == ("sent", bounced(delivery, "4.4.1", hard=False, delayed=True))


def test_a_report_at_a_bounce_address_marks_its_delivery_though_it_names_no_mail(ticket):
    Delivery.objects.update(state="sent")
    delivery = Delivery.objects.get()

    outcome = arrive(report("marta@example.net", "5.1.1", "<other@example.com>"), to=came_back_to(delivery))

    delivery.refresh_from_db()
    assert (outcome.ticket, delivery.state, Suppression.objects.get().address) == (ticket, "failed", "marta@example.net")


def test_the_bounce_address_outweighs_the_mail_that_a_report_names(ticket, support, colleague):
    other = factories.ticket(colleague, support)
    delivery = Delivery.objects.about(ticket.topic).get()

    assert arrive(report("x@example.com", "5.1.1", our_id(other)), to=came_back_to(delivery)).ticket == ticket
    assert history(other) == ["opened"]


def test_a_bounce_address_with_a_wrong_signature_is_only_the_mailbox(ticket):
    delivery = Delivery.objects.get()

    outcome = arrive(report("marta@example.net", "5.1.1", "<other@example.com>"), to=f"suport+b{delivery.pk}.aaaaaaaaaaaaaaaa@example.org")

    assert (outcome.ticket, Suppression.objects.count()) == (None, 0)


def test_whatever_comes_to_a_bounce_address_is_a_program_s(ticket):
    outcome = arrive(raw("Dear sender, we moved house."), to=came_back_to(Delivery.objects.get()))

    message = ticket.messages.order_by("-pk")[0]
    assert (outcome.action, outcome.ticket, message.is_machine) == (InboundAction.IGNORED, ticket, True)


def test_a_complaint_stops_what_is_sent_to_many(ticket):
    arrive(complaint("abuse", our_id(ticket)))

    stopped = Suppression.objects.get()
    assert (stopped.address, stopped.scope, stopped.expires_at) == ("marta@example.net", "complaint", None)
    assert history(ticket) == ["opened"]


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus"])
def test_a_report_about_something_else_is_no_complaint(ticket, kind):
    arrive(complaint(kind, our_id(ticket)))

    assert Suppression.objects.count() == 0


def test_a_bounce_in_words_alone_is_told_by_its_empty_envelope(ticket):
    words = f"Your message could not be delivered: user unknown\r\n\r\nMessage-ID: {our_id(ticket)}"
    stored = inbound.store(raw(words, sender="Gateway <gate@example.com>", subject="Mail not delivered"), envelope_from=inbound.NULL_SENDER)

    done = processing.process(stored)

    assert done is not None
    assert (done[0].ticket, Suppression.objects.get().address) == (ticket, "marta@example.net")
