"""The index on PostgreSQL: a ``tsvector`` of words as they are, under a GIN index."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

from tickets.models import SearchEntry, SearchIndex
from tickets.models.search import MESSAGE_BITS
from tickets.search.phrases import Phrase

STORE = """
    INSERT INTO tickets_search (rowid, words) SELECT id, words::tsvector FROM tickets_searchentry WHERE {which}
    ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words
"""


def matching(rows: QuerySet[SearchIndex], phrases: Sequence[Phrase], marks: Iterable[str] = ()) -> QuerySet[SearchIndex]:
    """Return the rows with all ``phrases``, and one of ``marks`` where there are any."""
    # A cast, no function: the planner knows how common each word is, and decides between the index and the newest rows first.
    asked = Func(Value(_query(phrases, marks)), template="%(expressions)s::tsquery", output_field=TextField())
    rows = rows.filter(Func(F("words"), asked, arg_joiner=" @@ ", template="%(expressions)s", output_field=BooleanField()))
    for phrase in phrases:
        if len(phrase.words) > 1:
            rows = rows.filter(_side_by_side(phrase))
    return rows


def _query(phrases: Sequence[Phrase], marks: Iterable[str]) -> str:
    either = " | ".join(f"'{mark}'" for mark in marks)
    parts = [f"({either})"] if either else []
    for phrase in phrases:
        *whole, last = phrase.terms
        parts += [*(f"'{term}'" for term in whole), f"'{last}':*" if phrase.is_beginning else f"'{last}'"]
    return " & ".join(parts)


def _side_by_side(phrase: Phrase) -> Q:
    """The words of the entry itself: the index knows which there are, but not where. A single value, so that nothing is sought by it."""
    words = Subquery(SearchEntry.objects.filter(pk=OuterRef("pk")).values("words"))
    padded = Concat(Value(" "), words, Value(" "), output_field=TextField())
    text = " " + " ".join(phrase.terms) + ("" if phrase.is_beginning else " ")
    return Q(GreaterThan(StrIndex(padded, Value(text)), 0))


def of_ticket(rows: QuerySet[SearchIndex], ticket_id: Combinable) -> QuerySet[SearchIndex]:
    """Return the rows of one ticket, by an index of its own."""
    return rows.annotate(number=F("rowid").bitrightshift(MESSAGE_BITS)).filter(number=ticket_id)


def store(keys: Sequence[int]) -> None:
    """Bring the index to what the entries with ``keys`` say now."""
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(which="id = ANY(%s)"), [list(keys)])


def store_from(key: int) -> None:
    """Take all entries from ``key`` on into the index."""
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(which="id >= %s"), [key])
