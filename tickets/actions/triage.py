"""Sorting a ticket: what kind, which category, how soon, and a title that says it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.matrix import priority_from
from queues.models import Category, PriorityMatrix
from tickets.actions import guard, lifecycle, record
from tickets.enums import Kind, People, Priority, Urgency, Verb
from tickets.errors import Refused, Stale
from tickets.models import Resolution, Ticket

_COLUMNS = ("kind", "category", "people", "urgency", "priority", "has_own_priority")


@dataclass(frozen=True, slots=True)
class Sorting:
    """What an agent decided. Without a ``priority`` it follows from ``people`` and ``urgency``; another one needs a ``reason``."""

    title: str
    kind: str
    category: Category | None
    people: str = ""
    urgency: str = ""
    priority: Priority | None = None
    reason: str = ""


@transaction.atomic
def sort(ticket: Ticket, sorting: Sorting, *, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Keep what was decided; only what changed enters the history, with what the matrix said.

    Raises ``Refused`` for another queue's category, an empty title, and a priority of one's own without a reason. ``seen`` is the newest
    entry of the history that ``by`` knew: ``Stale`` is raised when somebody else sorted or renamed it since.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.missed(ticket, {Verb.TRIAGED, Verb.RETITLED}, seen=seen, by=by) is not None:
        said = gettext(
            "Somebody sorted this ticket meanwhile, so nothing was saved. It is now: %(now)s. Save once more to sort it as you did."
        )
        raise Stale(said % {"now": _in_words(ticket)})
    ticket = lifecycle.retitle(ticket, title=sorting.title, by=by, at=moment)
    if sorting.category is not None and sorting.category.queue_id != ticket.queue_id:
        raise Refused(gettext("This category belongs to another queue."))
    proposed = priority_from(PriorityMatrix.objects.cells_for(ticket.queue_id), sorting.people, sorting.urgency)
    if needs_reason(ticket, sorting.priority, proposed) and not sorting.reason.strip():
        raise Refused(gettext("Please say why the priority is not the one from the answers."))
    before = _decided(ticket)
    _decide(ticket, sorting, proposed)
    after = _decided(ticket)
    if before == after:
        return ticket
    ticket.save(update_fields=[*_COLUMNS])
    if before["category"] != after["category"]:
        Resolution.objects.filter(ticket=ticket).update(category=sorting.category)
    reason = sorting.reason.strip() if ticket.has_own_priority else ""
    record.event(ticket, Verb.TRIAGED, by=by, at=moment, reason=reason, before=before, after=after, proposed=proposed)
    return ticket


def _in_words(ticket: Ticket) -> str:
    category = ticket.category.name if ticket.category is not None else ""
    people = People(ticket.people).counted if ticket.people else ""
    labels = (ticket.title, ticket.get_kind_display(), category, people, ticket.get_urgency_display(), ticket.get_priority_display())
    return " · ".join(str(label) for label in labels if label)


def needs_reason(ticket: Ticket, chosen: Priority | None, proposed: Priority | None) -> bool:
    """Tell whether choosing this priority wants a reason: it is not what the answers give, and not what was decided before."""
    if not _is_own(chosen, proposed):
        return False
    return chosen != ticket.priority or not (ticket.has_own_priority or proposed is None)


def _is_own(chosen: Priority | None, proposed: Priority | None) -> bool:
    """Whether ``chosen`` differs from what the answers give; without both of them that is the usual priority."""
    return chosen is not None and chosen != (proposed or Priority.NORMAL)


def _decide(ticket: Ticket, sorting: Sorting, proposed: Priority | None) -> None:
    ticket.kind = Kind(sorting.kind).value if sorting.kind else ""
    ticket.category = sorting.category
    ticket.people = People(sorting.people).value if sorting.people else ""
    ticket.urgency = Urgency(sorting.urgency).value if sorting.urgency else ""
    # While an answer is missing, the priority stays what it is.
    ticket.priority = sorting.priority or proposed or Priority(ticket.priority)
    ticket.has_own_priority = _is_own(Priority(ticket.priority), proposed)


def _decided(ticket: Ticket) -> dict[str, str | int | None]:
    return {
        "kind": ticket.kind,
        "category": ticket.category_id,
        "people": ticket.people,
        "urgency": ticket.urgency,
        "priority": int(ticket.priority),
    }
