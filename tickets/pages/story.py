"""The story of a ticket for agents: what was said and what was done, page by page, from the end backwards."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from foundation import clock
from tickets.enums import MessageKind, Shown
from tickets.models import Message, Ticket, TicketEvent
from tickets.pages.conversation import Entry, Reader, event_entry, told_entry
from tickets.pages.history import SILENT
from tickets.pages.names import Names
from tickets.references import reference

# What the ticket page shows. More lies behind "Show earlier", so that the oldest ticket costs what a young one does.
NEWEST = 50
# A message has a silent event, by which a reader knows what is news: so more events are read than are told.
SILENT_ROOM = 4
Key = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a story: just before the entry of that moment, kind (0 message, 1 line of history) and number."""

    at: datetime
    kind: int
    pk: int

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """Return the place written in ``text``, or ``None`` for anything else: a reader may edit an address."""
        kind, _, rest = text.partition("~")
        instant, _, number = rest.partition("~")
        try:
            at = datetime.fromisoformat(instant)
            return cls(at.astimezone(UTC), int(kind == "e"), int(number[:18])) if at.tzinfo is not None else None
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{'e' if self.kind else 'm'}~{self.at.isoformat()}~{self.pk}"

    def before(self, kind: int, column: str) -> Q:
        """The condition on rows of ``kind`` to lie before this place, by their moment in ``column``."""
        earlier = Q(**{f"{column}__lt": self.at})
        if kind == self.kind:
            return earlier | Q(**{column: self.at, "pk__lt": self.pk})
        return earlier | Q(**{column: self.at}) if kind < self.kind else earlier


@dataclass(frozen=True, slots=True)
class Story:
    """A stretch of a story, oldest first: its entries, the place where the one before ends (empty: none), and the rows behind them.

    ``last`` is the newest entry of the history; ``news`` is what the reader did not know.
    """

    entries: list[Entry]
    earlier: str
    messages: list[Message]
    events: list[TicketEvent]
    last: int = 0
    news: tuple[Entry, ...] = ()


def story(
    ticket: Ticket, *, reader: Reader | None = None, show: str = Shown.EVERYTHING, by: int | None = None, at: str = "", size: int = NEWEST
) -> Story:
    """Return the ``size`` entries before the place ``at`` (the newest ones, where it is empty or unreadable), narrowed as asked.

    They are told as ``reader`` sees them; without one, as an agent of whom nothing is known.
    """
    place = Place.parse(at) if at else None
    messages = _messages(ticket, show, by, place, size)
    history = _events(ticket, show, by, place, size if reader is None else SILENT_ROOM * size, has_silent=reader is not None)
    reader = reader or Reader(None, clock.now())
    new = {event.payload.get("message") for event in history if reader.is_new(event)}
    rows: list[tuple[Key, Any]] = [((message.created_at, 0, message.pk), message) for message in messages]
    rows += [((event.at, 1, event.pk), event) for event in history if event.verb not in SILENT]
    rows.sort(key=lambda row: row[0])
    told = rows[-size:]
    names = Names.of([row for (_, kind, _), row in told if kind])
    entries = [
        replace(event_entry(row, names, ticket), is_news=reader.is_new(row))
        if kind
        else told_entry(row, ticket, reader, is_news=row.pk in new)
        for (_, kind, _), row in told
    ]
    return Story(
        entries,
        str(Place(*told[0][0])) if len(rows) > size else "",
        [row for (_, kind, _), row in told if not kind],
        [row for (_, kind, _), row in told if kind],
        last=max((event.pk for event in history), default=0),
        news=tuple(entry for entry in entries if entry.is_news),
    )


def _messages(ticket: Ticket, show: str, by: int | None, place: Place | None, size: int) -> list[Message]:
    if show == Shown.CHANGES:
        return []
    rows = Message.objects.of(Ticket.objects.of_whole(ticket.pk)).select_related("author", "inbound").prefetch_related("attachments")
    if show == Shown.MESSAGES:
        rows = rows.public()
    if show == Shown.NOTES:
        rows = rows.filter(kind=MessageKind.NOTE)
    if by is not None:
        rows = rows.filter(author_id=by)
    if place is not None:
        rows = rows.filter(place.before(0, "created_at"))
    return list(rows.order_by("-created_at", "-pk")[: size + 1])


def _events(ticket: Ticket, show: str, by: int | None, place: Place | None, size: int, *, has_silent: bool) -> list[TicketEvent]:
    if show not in {Shown.EVERYTHING, Shown.CHANGES}:
        return []
    rows = TicketEvent.objects.of(Ticket.objects.of_whole(ticket.pk)).select_related("by", "resolution")
    if by is not None:
        rows = rows.filter(by_id=by)
    if place is not None:
        rows = rows.filter(place.before(1, "at"))
    if not has_silent:
        rows = rows.exclude(verb__in=SILENT)
    return list(rows.order_by("-at", "-pk")[: size + 1])


def parts_of(ticket: Ticket, told: Story) -> dict[int, str]:
    """Return the tickets merged into ``ticket``, number and reference: from its whole story, or where only a part is told, by a query."""
    if told.earlier:
        return {
            number: reference(number) for number in Ticket.objects.of_whole(ticket.pk).exclude(pk=ticket.pk).values_list("pk", flat=True)
        }
    return {entry.origin: entry.from_reference for entry in told.entries if entry.origin is not None}
