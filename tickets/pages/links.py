"""How a ticket belongs together with others, as far as the agent sees these."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from accounts.viewer import Viewer
from tickets.enums import LinkKind, Relation
from tickets.models import Ticket, TicketLink
from tickets.references import reference


@dataclass(frozen=True, slots=True)
class Linked:
    """Another ticket, and what it is to this one."""

    ticket: Ticket
    relation: Relation

    @property
    def words(self) -> str:
        """What this ticket is to the other one, in words."""
        return str(self.relation.label)


def linked(ticket: Ticket, who: Viewer) -> list[Linked]:
    """Return the linked tickets that ``who`` works on, by kind, with one query."""
    rows = TicketLink.objects.filter(Q(source=ticket) | Q(target=ticket)).select_related("source", "target").order_by("kind", "pk")
    found = [_seen_from(ticket, row) for row in rows]
    return [one for one in found if one.ticket.queue_id in who.queue_ids]


def _seen_from(ticket: Ticket, link: TicketLink) -> Linked:
    is_from_here = link.source_id == ticket.pk
    return Linked(link.target if is_from_here else link.source, Relation.of(LinkKind(link.kind), is_from_here=is_from_here))


def warnings(links: Iterable[Linked]) -> list[str]:
    """Return what an agent should know before going on: what blocks it, and which parts are not done."""
    links = list(links)
    blocking = [one.ticket for one in links if one.relation == Relation.BLOCKED_BY and is_waiting(one.ticket)]
    parts = [one.ticket for one in links if one.relation == Relation.PARENT_OF and is_waiting(one.ticket)]
    said = []
    if blocking:
        said.append(gettext("It waits for %(others)s.") % {"others": _names(blocking)})
    if parts:
        said.append(
            gettext("Parts of it are not done: %(others)s. Look at them before you resolve or close it.") % {"others": _names(parts)}
        )
    return said


def is_waiting(ticket: Ticket) -> bool:
    """Whether somebody still has to work on it, here."""
    return ticket.is_unfinished and not ticket.is_merged


def _names(tickets: Iterable[Ticket]) -> str:
    return ", ".join(reference(ticket.pk) for ticket in tickets)
