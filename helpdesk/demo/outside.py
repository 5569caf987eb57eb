"""People outside whom the agents of the demo ask by mail, and what they answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from tickets.actions import consulting
from tickets.mail_addresses import consultation_address, mailbox_of
from tickets.models import Consultation, Ticket


def ask(ticket: Ticket, step: Mapping[str, Any], words: str, *, by: User, at: datetime) -> None:
    """Ask somebody outside; what the requester wrote first goes along when the step says so."""
    quotes = [message.pk for message in consulting.quotable(ticket)[:1]] if step.get("quotes", False) else []
    question = consulting.Question(step["to"], step["subject"], words, quotes=quotes, stalls=step.get("stalls", False))
    consulting.ask(ticket, question, by=by, at=at)


def answer(ticket: Ticket, step: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the mail of somebody outside comes who was asked: its sender, address, Message-ID and subject."""
    asked, mailbox = Consultation.objects.get(ticket=ticket, address=step["from"]), mailbox_of(ticket.queue_id)
    assert mailbox is not None
    return {
        "sender": User(email=asked.address, name=step["name"]),
        "to": consultation_address(mailbox, asked.pk),
        "message_id": f"answer.{ticket.pk}.{asked.pk}@{asked.address.partition('@')[2]}",
        "subject": f"Re: {asked.subject}",
    }
