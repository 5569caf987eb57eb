"""How a ticket belongs together with others, as far as the agent sees these."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from accounts.viewer import Viewer
from tickets.enums import LinkKind, Relation
from tickets.models import Ticket, TicketLink
from tickets.references import reference

# What is shown of the other ticket; nothing more is read.
_COLUMNS = (
    "kind",
    *(
        f"{end}__{name}"
        for end in ("source", "source__merged_root", "target", "target__merged_root")
        for name in ("title", "queue", "status", "stall_reason", "merged_into", "merged_root")
    ),
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Another ticket, and what it is to this one.

    The link itself stands between ``own`` and ``other``, by number: they
    may have been merged since.
    """

    ticket: Ticket
    relation: Relation
    own: int
    other: int

    @property
    def words(self) -> str:
        """What this ticket is to the other one, in words."""
        return str(self.relation.label)


def linked(ticket: Ticket, who: Viewer) -> list[Linked]:
    """Return the linked tickets that ``who`` works on, by kind, with one query: those of merged tickets, too, each once.

    Of a ticket that was merged the one where it goes on is shown.
    """
    whole = Ticket.objects.of_whole(ticket.pk).order_by().values("pk")
    rows = TicketLink.objects.filter(Q(source__in=whole) | Q(target__in=whole)).order_by("kind", "pk")
    found: dict[tuple[int, Relation], Linked] = {}
    for row in rows.select_related("source__merged_root", "target__merged_root").only(*_COLUMNS):
        one = _seen_from(ticket, row)
        if one.ticket.pk != ticket.pk and one.ticket.queue_id in who.queue_ids:
            found.setdefault((one.ticket.pk, one.relation), one)
    return list(found.values())


def _seen_from(ticket: Ticket, link: TicketLink) -> Linked:
    is_from_here = ticket.pk in {link.source_id, link.source.merged_root_id}
    own, other = (link.source, link.target) if is_from_here else (link.target, link.source)
    return Linked(other.merged_root or other, Relation.of(LinkKind(link.kind), is_from_here=is_from_here), own.pk, other.pk)


def warnings(links: Iterable[Linked]) -> list[str]:
    """Return what an agent should know before going on: what blocks it, and which parts are not done."""
    links = list(links)
    blocking = [one.ticket for one in links if one.relation == Relation.BLOCKED_BY and is_waiting(one.ticket)]
    parts = open_parts(links)
    said = []
    if blocking:
        said.append(gettext("It waits for %(others)s.") % {"others": _names(blocking)})
    if parts:
        said.append(
            gettext("Parts of it are not done: %(others)s. Look at them before you resolve or close it.") % {"others": _names(parts)}
        )
    return said


def open_parts(links: Iterable[Linked]) -> list[Ticket]:
    """Return the parts that are not done."""
    return [one.ticket for one in links if one.relation == Relation.PARENT_OF and is_waiting(one.ticket)]


def is_waiting(ticket: Ticket) -> bool:
    """Whether somebody still has to work on it, here."""
    return ticket.is_unfinished and not ticket.is_merged


def _names(tickets: Iterable[Ticket]) -> str:
    return ", ".join(reference(ticket.pk) for ticket in tickets)
