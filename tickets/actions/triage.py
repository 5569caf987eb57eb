"""Sorting a ticket: what kind, which category, how soon, and a title that says it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.models import Category
from tickets.actions import lifecycle, record
from tickets.enums import Kind, Priority, Verb
from tickets.errors import Refused
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Sorting:
    """What an agent decided."""

    title: str
    kind: str
    category: Category | None
    priority: Priority


@transaction.atomic
def sort(ticket: Ticket, sorting: Sorting, *, by: User, at: datetime | None = None) -> Ticket:
    """Keep what was decided; only what changed enters the history. Raises ``Refused`` for another queue's category or no title."""
    moment = clock.now(at)
    ticket = lifecycle.retitle(ticket, title=sorting.title, by=by, at=moment)
    if sorting.category is not None and sorting.category.queue_id != ticket.queue_id:
        raise Refused(gettext("This category belongs to another queue."))
    category_id = sorting.category.pk if sorting.category else None
    after = {"kind": Kind(sorting.kind).value if sorting.kind else "", "category": category_id, "priority": int(sorting.priority)}
    before = {"kind": ticket.kind, "category": ticket.category_id, "priority": ticket.priority}
    if before == after:
        return ticket
    ticket.kind, ticket.category, ticket.priority = str(after["kind"]), sorting.category, sorting.priority
    ticket.save(update_fields=["kind", "category", "priority"])
    record.event(ticket, Verb.TRIAGED, by=by, at=moment, before=before, after=after)
    return ticket
