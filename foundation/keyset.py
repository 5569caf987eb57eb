"""Keyset pages: a page starts after the last row seen, so it costs the same at any depth and needs no count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import DateTimeField, F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

PAGE_SIZE = 25

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page of rows in reading order, with the cursors of the pages before and after (empty where there is none)."""

    rows: list[M]
    before: str
    after: str
    is_oldest_first: bool = False
    # Not all rows were looked through: the next page goes on where this one stopped, even when it holds nothing.
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """A limit to what is looked through for a page: the first ``reach`` rows of all of ``arms`` together, in the page's order.

    Each arm is a selection that an index serves in that order, however few rows fit what else is asked.
    """

    arms: Sequence[QuerySet[Any]]
    reach: int

    def rows(self, at: "Cursor | None", keys: "Sequence[Key]") -> QuerySet[Any]:
        """Return the rows to look through from ``at`` on."""
        order = [key.order(is_backward=at is not None and at.is_backward) for key in keys]
        found = [(arm.filter(at.condition(keys)) if at is not None else arm).order_by(*order)[: self.reach] for arm in self.arms]
        if len(found) == 1:
            return found[0]
        # SQLite takes no LIMIT in an arm of a union, but takes one inside.
        base = self.arms[0].model._base_manager  # noqa: SLF001 - any row of the table
        arms = [base.filter(pk__in=arm.values("pk")).order_by().values("pk") for arm in found]
        whole: QuerySet[Any] = base.filter(pk__in=arms[0].union(*arms[1:], all=True)).order_by(*order)[: self.reach]
        return whole


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order. An empty value stands behind all others where the column rises; columns that fall have none."""

    name: str
    rises: bool
    is_moment: bool = False
    may_be_empty: bool = False

    def read(self, text: str) -> datetime | int | None:
        """Return the value written in a cursor. Raises ``ValueError`` or ``OverflowError`` for anything else."""
        if not text and self.may_be_empty:
            return None
        if not self.is_moment:
            return int(text[:18])
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError("a moment without a zone")
        # The first and the last day of the calendar may not exist in UTC.
        return at.astimezone(UTC)

    def order(self, *, is_backward: bool) -> OrderBy:
        """Return the order by this column, turned round for the way back."""
        if self.rises != is_backward:
            return F(self.name).asc(nulls_last=True) if self.may_be_empty else F(self.name).asc()
        return F(self.name).desc(nulls_first=True) if self.may_be_empty else F(self.name).desc()

    def beyond(self, value: Any, *, is_backward: bool) -> Q | None:
        """Return the condition for values behind ``value``; ``None`` when nothing can lie there."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if is_backward else None
        found = Q(**{f"{self.name}__{'gt' if self.rises != is_backward else 'lt'}": value})
        return found | Q(**{f"{self.name}__isnull": True}) if self.may_be_empty and not is_backward else found

    def same(self, value: Any) -> Q:
        """Return the condition for this very value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the values of its order's columns, the primary key last."""

    values: tuple[Any, ...]
    is_backward: bool

    @classmethod
    def parse(cls, text: str, keys: Sequence[Key]) -> "Cursor | None":
        """Return the cursor written in ``text`` (``a`` or ``b``, then the values), or ``None`` for anything else: a reader may edit a URL."""
        way, *written = text.split("~")
        try:
            return cls(tuple(key.read(value) for key, value in zip(keys, written, strict=True)), is_backward=way == "b")
        except (ValueError, OverflowError):
            return None

    @classmethod
    def at(cls, row: Model, keys: Sequence[Key], *, is_backward: bool) -> "Cursor":
        """Return the cursor that stands on ``row``."""
        return cls(tuple(getattr(row, key.name) for key in keys), is_backward)

    def __str__(self) -> str:
        written = ["" if value is None else value.isoformat() if isinstance(value, datetime) else str(value) for value in self.values]
        return "~".join(["b" if self.is_backward else "a", *written])

    def condition(self, keys: Sequence[Key]) -> Q:
        """Return what keeps the rows that lie behind this place."""
        found, same = Q(pk__in=[]), Q()
        for key, value in zip(keys, self.values, strict=True):
            further = key.beyond(value, is_backward=self.is_backward)
            if further is not None:
                found |= same & further
            same &= key.same(value)
        return found


def keys_of(model: type[Model], by: Sequence[str]) -> list[Key]:
    """Return the columns of an order such as ``("-priority", "touched_at")``. The primary key comes last, the way the last one goes.

    A question mark says that a column may be empty: ``"due_at?"``.
    """
    fields = model._meta  # noqa: SLF001 - Django's documented way to a model's fields
    keys = []
    for word in [*by, "-pk" if by[-1].startswith("-") else "pk"]:
        name = word.strip("-?")
        field = fields.pk if name == "pk" else fields.get_field(name)
        keys.append(Key(name, not word.startswith("-"), isinstance(field, DateTimeField), word.endswith("?")))
    return keys[:-1] if len(keys) > 1 and keys[-2].name == "pk" else keys


def page(
    rows: QuerySet[M],
    *,
    by: str | Sequence[str],
    cursor: str = "",
    size: int = PAGE_SIZE,
    is_oldest_first: bool = False,
    walk: Walk | None = None,
) -> Page[M]:
    """Return the page of ``rows`` that ``cursor`` points at.

    ``by`` is one column, newest or oldest first, or several with their directions: ``("-priority", "pk")``. The primary key decides
    between equals. An unreadable cursor gives the first page. One query of ``size + 1`` rows; with ``walk`` a second one finds out where
    it stopped, when what it looked through did not fill the page.
    """
    keys = keys_of(rows.model, [by if is_oldest_first else f"-{by}"] if isinstance(by, str) else by)
    at = Cursor.parse(cursor, keys) if cursor else None
    is_backward = at is not None and at.is_backward
    if walk is not None:
        rows = rows.filter(pk__in=walk.rows(at, keys).values("pk"))
    elif at is not None:
        rows = rows.filter(at.condition(keys))
    found = list(rows.order_by(*(key.order(is_backward=is_backward) for key in keys))[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if is_backward:
        found.reverse()
    # Where a walk that did not fill the page was stopped.
    end = walk.rows(at, keys)[walk.reach - 1 : walk.reach].first() if walk is not None and not has_more else None
    stop = str(Cursor.at(end, keys, is_backward=is_backward)) if end is not None else ""
    if not found:
        return Page([], stop if is_backward else "", "" if is_backward else stop, is_oldest_first, bool(stop))
    has_before = has_more if is_backward else at is not None
    has_after = True if is_backward else has_more
    before = str(Cursor.at(found[0], keys, is_backward=True)) if has_before else ""
    after = str(Cursor.at(found[-1], keys, is_backward=False)) if has_after else ""
    if stop:
        before, after = (stop, after) if is_backward else (before, stop)
    return Page(found, before, after, is_oldest_first, bool(stop))
