"""What a search of the desk shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation import searchwords
from foundation.keyset import PAGE_SIZE
from foundation.safetext import one_line
from tickets.models import Message, Ticket
from tickets.references import number_alone
from tickets.search.filters import narrow
from tickets.search.finding import Hit, find
from tickets.search.language import MOST_CHARACTERS, Question, read
from tickets.search.phrases import Phrase

# Of a longer text only the beginning is looked through for a place to show.
LOOKED_THROUGH = 20_000
BEFORE, SHOWN = 60, 220
_CURSOR = re.compile(r"([ab])~(\d{1,12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket that was found: its title and a piece of a message, what was looked for marked in both."""

    ticket: Ticket
    title: SafeString
    snippet: SafeString
    is_note: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, with the cursors of the pages before and after, and what the reader should know."""

    text: str
    rows: list[Row]
    before: str
    after: str
    hints: list[str]
    is_asked: bool


def results(text: str, who: Viewer, cursor: str = "") -> Results:
    """Return the page of tickets on the viewer's desk that ``text`` asks for; an unreadable cursor gives the first page."""
    text = one_line(text, MOST_CHARACTERS + 1)
    question = read(text)
    narrowed = narrow(question.filters, who)
    hints = [*_hints(text, question), *narrowed.hints]
    is_asked = bool(question.required or question.excluded or len(question.filters) > len(narrowed.hints))
    shown = text[:MOST_CHARACTERS]
    if not is_asked:
        return Results(shown, [], "", "", hints, is_asked=False)
    at = _CURSOR.fullmatch(cursor)
    is_backward = at is not None and at[1] == "b"
    beyond = int(at[2]) if at is not None else None
    hits = find(question, narrowed.tickets, narrowed.queue_ids, beyond=beyond, is_backward=is_backward, most=PAGE_SIZE + 1)
    has_more, hits = len(hits) > PAGE_SIZE, hits[:PAGE_SIZE]
    if is_backward:
        hits.reverse()
    has_before = has_more if is_backward else at is not None
    has_after = is_backward or has_more
    return Results(
        shown,
        _rows(hits, question.required, who),
        f"b~{hits[0].ticket_id}" if hits and has_before else "",
        f"a~{hits[-1].ticket_id}" if hits and has_after else "",
        hints,
        is_asked=True,
    )


def _hints(text: str, question: Question) -> Iterator[str]:
    if number_alone(text) is not None:
        yield gettext("There is no ticket in your queues under that reference.")
    if question.is_cut:
        yield gettext("This search is very long. Only its beginning was used.")
    for operator in dict.fromkeys(question.unknown):
        yield gettext("“%(operator)s:” is no operator here. It was looked for as a word.") % {"operator": operator}


def _rows(hits: Sequence[Hit], phrases: Sequence[Phrase], who: Viewer) -> list[Row]:
    tickets = {ticket.pk: ticket for ticket in Ticket.objects.worked_by(who).with_people().filter(pk__in=[hit.ticket_id for hit in hits])}
    messages = {message.pk: message for message in Message.objects.filter(pk__in=[hit.message_id for hit in hits])}
    anywhere = [phrase for phrase in phrases if not phrase.scope]
    of_title = [phrase for phrase in phrases if phrase.scope in {"", "title"}]
    found = []
    for hit in hits:
        ticket, message = tickets.get(hit.ticket_id), messages.get(hit.message_id)
        if ticket is not None:
            text = message.body or message.quoted if message is not None else ""
            is_note = message is not None and message.is_note
            found.append(Row(ticket, marked(ticket.title, of_title), snippet(text, anywhere), is_note))
    return found


def snippet(text: str, phrases: Sequence[Phrase]) -> SafeString:
    """Return a piece of ``text`` around the first of ``phrases``, else its beginning, escaped, with what was found marked."""
    line = " ".join(text[:LOOKED_THROUGH].split())
    spans = list(_spans(line, phrases))
    first = spans[0][0] if spans else 0
    start = max(0, first - BEFORE)
    if start:
        start = line.find(" ", start, first) + 1 or start
    end = min(len(line), start + SHOWN)
    if end < len(line):
        end = max(line.rfind(" ", start, end), first + 1, start + SHOWN // 2)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    return format_html("{}{}{}", "… " if start else "", _with_marks(line[start:end], inside), " …" if end < len(line) else "")


def marked(text: str, phrases: Sequence[Phrase]) -> SafeString:
    """Return ``text`` escaped, with ``phrases`` marked."""
    return _with_marks(text, list(_spans(text, phrases)))


def _with_marks(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [conditional_escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return mark_safe("".join([*pieces, conditional_escape(text[at:])]))  # noqa: S308 - every piece is escaped


def _spans(text: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield where ``phrases`` stand in ``text``, in order and without overlaps."""
    if not phrases:
        return
    places = list(searchwords.places(text))
    found = sorted(
        (places[at].start, places[at + len(phrase.words) - 1].end)
        for phrase in phrases
        for at in range(len(places) - len(phrase.words) + 1)
        if _stands_at(phrase, places, at)
    )
    start = end = 0
    for begin, finish in found:
        if begin > end:
            if end:
                yield start, end
            start, end = begin, finish
        else:
            start, end = (start if end else begin), max(end, finish)
    if end:
        yield start, end


def _stands_at(phrase: Phrase, places: Sequence[searchwords.Place], at: int) -> bool:
    *whole, last = phrase.words
    if any(places[at + number].word != word for number, word in enumerate(whole)):
        return False
    word = places[at + len(whole)].word
    return word == last or (phrase.is_beginning and word.startswith(last))
