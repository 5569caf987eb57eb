"""Questions to somebody outside, and what they answer."""

from typing import Any

from accounts.models import User
from notifications.message_ids import message_id
from tests.tickets.moments import NOON
from tickets.actions import consulting
from tickets.actions.consulting import Question
from tickets.mail_addresses import consultation_address, mailbox_of
from tickets.models import Consultation, Ticket

TECH = "Tech Desk <tech@carrier.example>"


def ask(ticket: Ticket, by: User, *to: str, **chosen: Any) -> Consultation:
    """A question about a line to ``to``, a carrier's desk unless named; the first of them."""
    question = Question(to or ("tech@carrier.example",), "A line in Vilaclara", "Is there a fault on the line?", **chosen)
    found = consulting.ask(ticket, question, by=by, at=NOON).consultations.order_by("pk").first()
    assert found is not None
    return found


def answer_address(consultation: Consultation) -> str:
    """Where the answer to a question is asked to go."""
    mailbox = mailbox_of(consultation.ticket.queue_id)
    assert mailbox is not None
    return consultation_address(mailbox, consultation.pk)


def asked_id(consultation: Consultation) -> str:
    """The Message-ID of a question's mail."""
    return message_id(consultation.topic, consultation.delivery_id or 0)
