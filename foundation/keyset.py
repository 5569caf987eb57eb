"""Keyset pages: a page starts after the last row seen, so it costs the same at any depth and needs no count."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 25

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page of rows in reading order, with the cursors of the pages before and after (empty where there is none)."""

    rows: list[M]
    before: str
    after: str
    is_oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list ordered by one datetime column and the primary key."""

    at: datetime
    pk: int
    is_backward: bool

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """Return the cursor written in ``text`` (``a`` or ``b``, ISO instant, pk), or ``None`` for anything else: a reader may edit a URL."""
        way, _, rest = text.partition("~")
        instant, _, number = rest.partition("~")
        try:
            at = datetime.fromisoformat(instant)
            # The first and the last day of the calendar may not exist in UTC.
            return cls(at.astimezone(UTC), int(number[:18]), is_backward=way == "b") if at.tzinfo is not None else None
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{'b' if self.is_backward else 'a'}~{self.at.isoformat()}~{self.pk}"


def page(rows: QuerySet[M], *, by: str, cursor: str = "", size: int = PAGE_SIZE, is_oldest_first: bool = False) -> Page[M]:
    """Return the page of ``rows``, newest or oldest first by the datetime column ``by`` and the primary key, that ``cursor`` points at.

    An unreadable cursor gives the first page. One query of ``size + 1`` rows.
    """
    at = Cursor.parse(cursor) if cursor else None
    is_backward = at is not None and at.is_backward
    is_rising = is_backward != is_oldest_first
    if at is not None:
        side = "gt" if is_rising else "lt"
        rows = rows.filter(Q(**{f"{by}__{side}": at.at}) | Q(**{by: at.at, f"pk__{side}": at.pk}))
    order = (by, "pk") if is_rising else (f"-{by}", "-pk")
    found = list(rows.order_by(*order)[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if is_backward:
        found.reverse()
    if not found:
        return Page([], "", "", is_oldest_first)
    first, last = found[0], found[-1]
    has_before = has_more if is_backward else at is not None
    has_after = True if is_backward else has_more
    return Page(
        found,
        str(Cursor(getattr(first, by), first.pk, is_backward=True)) if has_before else "",
        str(Cursor(getattr(last, by), last.pk, is_backward=False)) if has_after else "",
        is_oldest_first,
    )
