"""Saying how two tickets belong together."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from tickets.actions import record
from tickets.enums import LinkKind, Relation, Verb
from tickets.errors import Refused
from tickets.models import Ticket, TicketLink

# How often a chain of links is followed before we say that there is no circle in it.
HOPS = 50
# Kinds that would make no sense in a circle.
DIRECTED = frozenset({LinkKind.CHILD, LinkKind.BLOCKS, LinkKind.DUPLICATE})


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, relation: Relation, by: User, at: datetime | None = None) -> TicketLink:
    """Link two tickets; both histories say so. Raises ``Refused`` for a ticket with itself, for two that are linked, and for a circle."""
    if ticket.pk == other.pk:
        raise Refused(gettext("A ticket cannot be linked with itself. Please choose another one."))
    moment = clock.now(at)
    record.one_at_a_time()
    rows = record.all_locked({ticket.pk, other.pk})
    ticket, other = rows[ticket.pk], rows[other.pk]
    if between(ticket, other).exists():
        raise Refused(gettext("It is linked with %(other)s already. Remove that link first.") % {"other": other.reference})
    source, target = (ticket, other) if relation.is_from_here else (other, ticket)
    if relation.kind in DIRECTED and _leads(target.pk, source.pk, relation.kind):
        raise Refused(gettext("%(other)s leads back to this ticket: that would be a circle.") % {"other": other.reference})
    made = TicketLink.objects.create(source=source, target=target, kind=relation.kind)
    record.event(ticket, Verb.LINKED, by=by, at=moment, target=other, relation=relation)
    record.event(other, Verb.LINKED, by=by, at=moment, target=ticket, relation=relation.opposite)
    return made


@transaction.atomic
def unlink(ticket: Ticket, other: Ticket, *, by: User, at: datetime | None = None) -> None:
    """Remove the link between two tickets. Nothing happens when there is none: somebody was faster."""
    moment = clock.now(at)
    rows = record.all_locked({ticket.pk, other.pk})
    if between(ticket, other).delete()[0]:
        record.event(rows[ticket.pk], Verb.UNLINKED, by=by, at=moment, target=other)
        record.event(rows[other.pk], Verb.UNLINKED, by=by, at=moment, target=ticket)


def between(ticket: Ticket, other: Ticket) -> QuerySet[TicketLink]:
    """Return the link of two tickets, whichever made it."""
    return TicketLink.objects.filter(Q(source=ticket, target=other) | Q(source=other, target=ticket))


def _leads(start: int, goal: int, kind: LinkKind) -> bool:
    """Tell whether links of one kind lead from ``start`` to ``goal``."""
    seen, edge = {start}, {start}
    for _hop in range(HOPS):
        edge = set(TicketLink.objects.filter(source__in=edge, kind=kind).values_list("target_id", flat=True)) - seen
        if goal in edge:
            return True
        if not edge:
            return False
        seen |= edge
    return True
