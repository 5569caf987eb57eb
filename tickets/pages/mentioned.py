"""References that people write in their messages, as links: only to tickets that the reader may see, so that no other one betrays itself."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.viewer import Viewer
from tickets.models import Ticket
from tickets.pages.conversation import Entry
from tickets.querysets import TicketQuerySet
from tickets.references import said_in

# A message that names more has them as words.
MOST = 200
_TAG = re.compile(r"(<[^>]*>)")
# What stands in these is a link already, or shown letter by letter.
_CLOSED = {"a", "code", "pre"}


def at_the_desk(entries: list[Entry], ticket: Ticket, who: Viewer) -> list[Entry]:
    """Return ``entries`` with links to the desk's pages of the tickets they name, among those that the agent works on."""
    return _with_links(entries, ticket, Ticket.objects.worked_by(who), lambda number: reverse("desk:ticket", args=[number]))


def on_the_web(entries: list[Entry], ticket: Ticket, who: Viewer) -> list[Entry]:
    """Return ``entries`` with links to the tickets they name, among those that the viewer may read."""
    return _with_links(entries, ticket, Ticket.objects.visible_to(who), lambda number: reverse("tickets:ticket", args=[number]))


def _with_links(entries: list[Entry], ticket: Ticket, readable: TicketQuerySet, address: Callable[[int], str]) -> list[Entry]:
    """Return ``entries`` with links to the ``readable`` tickets that they name, other than ``ticket``; one query, and only where they name any."""
    said = {number for entry in entries if not entry.is_event for number, _, _ in said_in(entry.text)} - {ticket.pk}
    if not said:
        return entries
    known = frozenset(readable.filter(pk__in=sorted(said)[:MOST]).order_by().values_list("pk", flat=True))
    return [_linked(entry, known, address) for entry in entries] if known else entries


def _linked(entry: Entry, known: frozenset[int], address: Callable[[int], str]) -> Entry:
    if entry.is_event or known.isdisjoint(number for number, _, _ in said_in(entry.text)):
        return entry
    if entry.html:
        return replace(entry, html=_in_html(entry.html, known, address))
    return replace(entry, text=_in_words(conditional_escape(entry.text), known, address))


def _in_words(escaped: str, known: frozenset[int], address: Callable[[int], str]) -> SafeString:
    pieces, done = [], 0
    for number, start, end in said_in(escaped):
        if number in known:
            link = format_html('<a href="{}">{}</a>', address(number), mark_safe(escaped[start:end]))  # noqa: S308 (escaped by the caller)
            pieces += [escaped[done:start], link]
            done = end
    return mark_safe("".join([*pieces, escaped[done:]]))  # noqa: S308 (escaped by the caller)


def _in_html(html: str, known: frozenset[int], address: Callable[[int], str]) -> SafeString:
    """Return clean HTML with links in what stands between its tags, outside of links and code."""
    return mark_safe("".join(_pieces(_TAG.split(html), known, address)))  # noqa: S308 (clean before)


def _pieces(parts: Iterable[str], known: frozenset[int], address: Callable[[int], str]) -> Iterable[str]:
    inside = 0
    for part in parts:
        if part.startswith("<"):
            name = part.strip("</>").partition(" ")[0].lower()
            inside += (-1 if part.startswith("</") else 1) if name in _CLOSED else 0
            yield part
        else:
            yield part if inside else _in_words(part, known, address)
