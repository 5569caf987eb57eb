"""Tickets put where a test needs them, and what they look like from outside."""

from typing import Any

from notifications.models import Delivery
from tests.tickets.moments import EARLIER
from tickets.enums import StallReason, Status
from tickets.models import Ticket, TicketEvent


def stand(ticket: Ticket, status: Status, **fields: Any) -> Ticket:
    """Put a ticket into a status without any verb; return it as the database has it."""
    finished_at = EARLIER if status in {Status.CLOSED, Status.REJECTED} else None
    reason, since = (StallReason.PARKED, EARLIER) if status == Status.STALLED else ("", None)
    values = {"status": status, "stall_reason": reason, "stalled_at": since, "closed_at": finished_at, "act": "", "act_at": None, **fields}
    Ticket.objects.filter(pk=ticket.pk).update(**values)
    return Ticket.objects.get(pk=ticket.pk)


def snapshot(ticket: Ticket) -> tuple[Any, ...]:
    """Everything about a ticket that an action could change."""
    row = Ticket.objects.filter(pk=ticket.pk).values().get()
    return row, ticket.events.count(), ticket.messages.count(), Delivery.objects.count()


def history(ticket: Ticket) -> list[str]:
    """The verbs of a ticket's history, oldest first."""
    return list(ticket.events.order_by("pk").values_list("verb", flat=True))


def last_event(ticket: Ticket) -> TicketEvent:
    """The newest entry of a ticket's history."""
    return ticket.events.order_by("-pk")[0]


def proven(*tickets: Ticket) -> None:
    """Note that the requesters of ``tickets`` have shown who they are."""
    for ticket in tickets:
        ticket.requester_proven = True
        ticket.save(update_fields=["requester_proven"])
