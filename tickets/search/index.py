"""The index as all else sees it. Only here, and in the two modules behind it, do the databases differ."""

from collections.abc import Iterable, Sequence
from types import ModuleType

from django.db import connection
from django.db.models import Exists, QuerySet
from django.db.models.expressions import Combinable

from tickets.models import SearchIndex
from tickets.search import postgresql, sqlite
from tickets.search.phrases import Phrase

_BY_VENDOR: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def matching(phrases: Sequence[Phrase], marks: Iterable[str] = ()) -> QuerySet[SearchIndex]:
    """Return the rows of the index with all ``phrases`` (at least one), and one of ``marks`` where there are any."""
    rows: QuerySet[SearchIndex] = _BY_VENDOR[connection.vendor].matching(SearchIndex.objects.all(), phrases, tuple(marks))
    return rows


def has(phrase: Phrase, ticket_id: Combinable) -> Exists:
    """Return the condition that some entry of the ticket ``ticket_id``, an expression of the outer query, has ``phrase``."""
    return Exists(_BY_VENDOR[connection.vendor].of_ticket(matching([phrase]), ticket_id))


def in_order(rows: "QuerySet[SearchIndex]", edge: int | None, *, is_backward: bool, most: int) -> list[int]:
    """Return the keys of at most ``most`` rows below ``edge`` (exclusive), highest first; when ``is_backward``, from ``edge`` upwards."""
    if edge is not None:
        rows = rows.filter(rowid__gte=edge) if is_backward else rows.filter(rowid__lt=edge)
    keys: list[int] = _BY_VENDOR[connection.vendor].in_order(rows, edge, is_backward=is_backward, most=most)
    return keys


def store(keys: Sequence[int]) -> None:
    """Bring the index to what the entries with ``keys`` say now, within the caller's transaction."""
    if keys:
        _BY_VENDOR[connection.vendor].store(keys)


def store_from(key: int) -> None:
    """Take all entries from ``key`` on, of which the index has none, into it."""
    _BY_VENDOR[connection.vendor].store_from(key)


def forget(keys: Sequence[int]) -> None:
    """Take rows out of the index."""
    SearchIndex.objects.filter(rowid__in=keys).delete()
