"""The steps of a ticket's process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from tickets.enums import Status, Verb
from tickets.models import Message, Ticket, TicketEvent

# The events that the steps are told by.
MILESTONES = (Verb.OPENED, Verb.TRIAGED, Verb.DIAGNOSED, Verb.ESCALATED, Verb.RESOLVED, Verb.CLOSED)
MOST_MILESTONES = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process; whether it is ``done``, ``current`` or ``to_come``; when it was done, and by whom, where that is known."""

    label: str
    state: str
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """When a step was done, and by whom."""

    at: datetime | None = None
    who: str = ""


def milestones(ticket: Ticket) -> list[TicketEvent]:
    """Read the events that the steps are told by: for a ticket whose page does not hold its whole story."""
    rows = ticket.events.filter(verb__in=MILESTONES).select_related("by")
    return list(rows.order_by("at", "pk")[:MOST_MILESTONES])


def steps(ticket: Ticket, events: Iterable[TicketEvent] = (), messages: Iterable[Message] = ()) -> list[Step]:
    """Return the eight steps of the process for ``ticket``, dated by its ``events`` and ``messages``, which stand oldest first.

    A rejected ticket goes no further, so none is current.
    """
    told = list(events)
    is_prioritised = bool(ticket.people and ticket.urgency) or ticket.has_own_priority
    is_solved = ticket.status in {Status.RESOLVED, Status.CLOSED}
    facts = [
        (gettext("Identify"), bool(ticket.kind), _changed(told, "kind")),
        (gettext("Log"), True, _first(told, Verb.OPENED, ticket.created_at)),
        (gettext("Categorise"), ticket.category_id is not None, _changed(told, "category")),
        (gettext("Prioritise"), is_prioritised, _changed(told, "priority", "people", "urgency")),
        (gettext("Diagnose"), ticket.diagnosed_at is not None or ticket.answered_at is not None, _diagnosed(ticket, told, messages)),
        (gettext("Escalate"), ticket.tier > 1, _first(told, Verb.ESCALATED)),
        (gettext("Resolve"), is_solved, _first(reversed(told), Verb.RESOLVED, ticket.resolved_at)),
        (gettext("Close"), ticket.status == Status.CLOSED, _first(reversed(told), Verb.CLOSED, ticket.closed_at)),
    ]
    # Escalating is no debt: the first line may solve it.
    owed = [label for label, is_done, _done in facts if not is_done and label != gettext("Escalate")]
    current = owed[0] if owed and ticket.status != Status.REJECTED else ""
    return [_step(label, done if is_done else Done(), is_done=is_done, is_current=label == current) for label, is_done, done in facts]


def _step(label: str, done: Done, *, is_done: bool, is_current: bool) -> Step:
    return Step(label, "done" if is_done else "current" if is_current else "to_come", done.at, done.who)


def _of(event: TicketEvent) -> Done:
    return Done(event.at, event.by.short_name if event.by else "")


def _first(events: Iterable[TicketEvent], verb: Verb, otherwise: datetime | None = None) -> Done:
    """The first of ``events`` with ``verb``; without one, the moment that the ticket itself knows."""
    found = next((event for event in events if event.verb == verb), None)
    return _of(found) if found is not None else Done(otherwise)


def _changed(events: Iterable[TicketEvent], *names: str) -> Done:
    """The last time that sorting changed one of ``names``."""
    changes = [event for event in events if event.verb == Verb.TRIAGED and any(_differs(event, name) for name in names)]
    return _of(changes[-1]) if changes else Done()


def _differs(event: TicketEvent, name: str) -> bool:
    before, after = event.payload.get("before"), event.payload.get("after")
    return isinstance(before, dict) and isinstance(after, dict) and before.get(name) != after.get(name)


def _diagnosed(ticket: Ticket, events: Iterable[TicketEvent], messages: Iterable[Message]) -> Done:
    """The basic questions, where they were answered; else the first answer, which held a first diagnosis."""
    if ticket.diagnosed_at is not None:
        return _first(events, Verb.DIAGNOSED, ticket.diagnosed_at)
    first = next((message for message in messages if message.is_ours and message.created_at == ticket.answered_at), None)
    return Done(ticket.answered_at, first.author.short_name if first is not None and first.author is not None else "")
