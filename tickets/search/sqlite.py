"""The index on SQLite: a table of FTS5 of its own, whose row numbers are the entries' keys."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.expressions import Combinable

from tickets.models import SearchIndex
from tickets.models.search import MESSAGE_BITS
from tickets.search.phrases import Phrase

STORE = "INSERT OR REPLACE INTO tickets_search (rowid, words) SELECT id, words FROM tickets_searchentry WHERE id {which}"
MOST_AT_ONCE = 500


def matching(rows: QuerySet[SearchIndex], phrases: Sequence[Phrase], marks: Iterable[str] = ()) -> QuerySet[SearchIndex]:
    """Return the rows with all ``phrases``, and one of ``marks`` where there are any. In the order of keys, FTS5 reads no more than it gives."""
    asked = Value(_query(phrases, marks))
    return rows.filter(Func(F("words"), asked, arg_joiner=" MATCH ", template="%(expressions)s", output_field=BooleanField()))


def of_ticket(rows: QuerySet[SearchIndex], ticket_id: Combinable) -> QuerySet[SearchIndex]:
    """Return the rows of one ticket: their keys are neighbours."""
    first = ticket_id.bitleftshift(MESSAGE_BITS)
    return rows.filter(rowid__gte=first, rowid__lt=first + (1 << MESSAGE_BITS))


def in_order(rows: QuerySet[SearchIndex], edge: int | None, *, is_backward: bool, most: int) -> list[int]:
    """Return the keys of the first rows: FTS5 reads in the order of keys, however rare the words are."""
    return list(rows.order_by("rowid" if is_backward else "-rowid").values_list("rowid", flat=True)[:most])


def _query(phrases: Sequence[Phrase], marks: Iterable[str]) -> str:
    parts = [_quoted(" ".join(phrase.terms)) + (" *" if phrase.is_beginning else "") for phrase in phrases]
    either = " OR ".join(map(_quoted, marks))
    return " AND ".join([*parts, f"({either})"] if either else parts)


def _quoted(text: str) -> str:
    return f'"{text}"'


def store(keys: Sequence[int]) -> None:
    """Bring the index to what the entries with ``keys`` say now."""
    with connection.cursor() as cursor:
        for first in range(0, len(keys), MOST_AT_ONCE):
            some = list(keys[first : first + MOST_AT_ONCE])
            cursor.execute(STORE.format(which=f"IN ({', '.join(['%s'] * len(some))})"), some)


def store_from(key: int) -> None:
    """Take all entries from ``key`` on into the index, and join its parts: rows that come one by one leave many."""
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(which=">= %s"), [key])
        cursor.execute("INSERT INTO tickets_search (tickets_search) VALUES ('optimize')")
