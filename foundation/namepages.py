"""Keyset pages in the order of a name: like ``keyset``, for lists that people read through by name."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from foundation.keyset import PAGE_SIZE

M = TypeVar("M", bound=Model)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NamePage(Generic[M]):
    """One page of rows by name, with the cursors of the pages before and after (empty where there is none)."""

    rows: list[M]
    before: str
    after: str


def page(rows: QuerySet[M], *, cursor: str = "", size: int = PAGE_SIZE) -> NamePage[M]:
    """Return the page of ``rows`` by name and primary key that ``cursor`` (``a`` or ``b``, pk, name) points at.

    An unreadable cursor gives the first page. One query of ``size + 1`` rows.
    """
    way, _, rest = cursor.partition("~")
    number, _, name = rest.partition("~")
    is_cursor = way in {"a", "b"} and number.isascii() and number.isdigit() and len(number) < 19 and "\x00" not in name
    is_backward = is_cursor and way == "b"
    if is_cursor:
        side = "lt" if is_backward else "gt"
        at = name[:LONGEST_NAME]
        rows = rows.filter(Q(**{f"name__{side}": at}) | Q(**{"name": at, f"pk__{side}": int(number)}))
    found = list(rows.order_by(*(("-name", "-pk") if is_backward else ("name", "pk")))[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if is_backward:
        found.reverse()
    if not found:
        return NamePage([], "", "")
    has_before = has_more if is_backward else is_cursor
    has_after = is_backward or has_more
    return NamePage(found, _cursor("b", found[0]) if has_before else "", _cursor("a", found[-1]) if has_after else "")


def _cursor(way: str, row: Model) -> str:
    return f"{way}~{row.pk}~{getattr(row, 'name')}"  # noqa: B009 - models in general have no name
