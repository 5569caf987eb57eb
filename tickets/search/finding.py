"""From a question to the tickets: newest first, without rank or count, so that a common word is as cheap as a rare one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from tickets.models import SearchEntry, SearchIndex
from tickets.models.search import MESSAGE_BITS
from tickets.querysets import TicketQuerySet
from tickets.search import index
from tickets.search.language import Question
from tickets.search.phrases import queue_mark

# Entries are read in portions: most tickets have few messages with the same words.
PORTION = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket, and its latest message with the words; 0 when no words were asked for."""

    ticket_id: int
    message_id: int = 0


def find(
    question: Question, tickets: TicketQuerySet, queue_ids: Iterable[int], *, beyond: int | None, is_backward: bool, most: int
) -> list[Hit]:
    """Return at most ``most`` of ``tickets`` that the question is about, from ticket number ``beyond`` on (exclusive).

    Highest number first; upwards when ``is_backward``. All required words stand in one message, or in what belongs to the ticket.
    """
    if not question.required:
        for phrase in question.excluded:
            tickets = tickets.filter(~index.has(phrase, OuterRef("pk")))
        if beyond is not None:
            tickets = tickets.filter(pk__gt=beyond) if is_backward else tickets.filter(pk__lt=beyond)
        return [Hit(pk) for pk in tickets.order_by("pk" if is_backward else "-pk").values_list("pk", flat=True)[:most]]
    of_entry = OuterRef("rowid").bitrightshift(MESSAGE_BITS)
    rows = index.matching(question.required, [queue_mark(pk) for pk in sorted(queue_ids)]).filter(Exists(tickets.filter(pk=of_entry)))
    for phrase in question.excluded:
        rows = rows.filter(~index.has(phrase, of_entry))
    return _distinct(rows, beyond=beyond, is_backward=is_backward, most=most)


def _distinct(rows: "QuerySet[SearchIndex]", *, beyond: int | None, is_backward: bool, most: int) -> list[Hit]:
    """Read entries in order until there are enough tickets. Each ticket's entries are neighbours."""
    found: dict[int, Hit] = {}
    while len(found) < most:
        edge = None if beyond is None else SearchEntry.key(beyond + is_backward, 0)
        read = index.in_order(rows, edge, is_backward=is_backward, most=PORTION)
        for key in read:
            hit = Hit(key >> MESSAGE_BITS, key & (1 << MESSAGE_BITS) - 1)
            if is_backward or hit.ticket_id not in found:
                found[hit.ticket_id] = hit
        if len(read) < PORTION:
            break
        beyond = read[-1] >> MESSAGE_BITS
    return list(found.values())[:most]
