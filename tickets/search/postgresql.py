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

# How many tickets on are looked through in the order of keys, before a word counts as rare and its rows are sought by the index.
NEAR = (2_000, 20_000)
STORE = "INSERT INTO tickets_search (rowid, words) SELECT id, words::tsvector FROM tickets_searchentry WHERE {which}"
ANEW = " ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words"


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


def in_order(rows: QuerySet[SearchIndex], edge: int | None, *, is_backward: bool, most: int) -> list[int]:
    """Return the keys of the first rows. Looks nearby first, then further, and at last among all rows that have the words.

    The planner takes any word that it has no figures for to be in every thousandth row, and would read a million rows in order
    to find the only one that has it.
    """
    start = edge if edge is not None else _outermost(is_backward=is_backward)
    found: list[int] = []
    for tickets in NEAR:
        end = start + (tickets << MESSAGE_BITS) * (1 if is_backward else -1)
        near = rows.filter(rowid__gte=start, rowid__lt=end) if is_backward else rows.filter(rowid__lt=start, rowid__gte=end)
        found += near.order_by("rowid" if is_backward else "-rowid").values_list("rowid", flat=True)[: most - len(found)]
        if len(found) == most:
            return found
        start = end
    rest = rows.filter(rowid__gte=start) if is_backward else rows.filter(rowid__lt=start)
    # An expression has no index to be read in order.
    by_key = F("rowid") + 0
    return found + list(rest.order_by(by_key.asc() if is_backward else by_key.desc()).values_list("rowid", flat=True)[: most - len(found)])


def _outermost(*, is_backward: bool) -> int:
    """Return the key to begin at: of the first row, or one above that of the last."""
    key = SearchIndex.objects.order_by("rowid" if is_backward else "-rowid").values_list("rowid", flat=True).first() or 0
    return key if is_backward else key + 1


def store(keys: Sequence[int]) -> None:
    """Bring the index to what the entries with ``keys`` say now."""
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(which="id = ANY(%s)") + ANEW, [list(keys)])


def store_from(key: int) -> None:
    """Take all entries from ``key`` on, of which the index has none, into it."""
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(which="id >= %s"), [key])
