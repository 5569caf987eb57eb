"""The tables that seeding loads, and the columns that differ from row to row."""

from dataclasses import dataclass, field

from helpdesk.seeding.loading import Row, Table
from tickets.models import Message, Promise, Resolution, SearchEntry, Ticket, TicketEvent


def tables() -> dict[str, Table]:
    """Return the tables to load, in order."""
    return {
        "tickets": Table(
            Ticket, "id", "title", "title_key", "queue_id", "tier", "status", "stall_reason", "wake_at", "stalled_at", "act", "act_at", "kind",
            "people", "urgency", "priority", "category_id", "requester_id", "requester_proven", "organisation_id", "owner_id", "contact_id",
            "channel", "language", "reported_at", "created_at", "touched_at", "answered_at", "resolved_at", "promised_at", "closed_at",
        ),
        "services": Table(Ticket.services.through, "ticket_id", "service_id"),
        "messages": Table(Message, "id", "ticket_id", "kind", "is_ours", "author_id", "channel", "body", "language", "created_at"),
        "events": Table(TicketEvent, "id", "ticket_id", "at", "by_id", "verb", "payload", "reason"),
        "promises": Table(Promise, "id", "ticket_id", "message_id", "made_by_id", "made_at", "due_at", "state", "settled_at"),
        "solutions": Table(Resolution, "ticket_id", "event_id", "category_id", "cause", "fix", "restored_at", "by_id", "at"),
        "entries": Table(SearchEntry, "id", "ticket_id", "message_id", "internal", "words"),
    }  # fmt: skip


@dataclass(slots=True)
class Chunk:
    """Rows of some tickets, by table."""

    tickets: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)
    solutions: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Numbers:
    """The next free number of each table whose rows others name."""

    ticket: int
    message: int
    event: int
    promise: int
