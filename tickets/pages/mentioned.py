"""References that people write in their messages, as links: only to tickets that the reader may see, so that no other one betrays itself."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.viewer import Viewer
from tickets.models import ReferenceAlias, Ticket
from tickets.pages.conversation import Entry
from tickets.querysets import TicketQuerySet
from tickets.references import said_elsewhere, said_in

# A message that names more has them as words.
MOST = 200
# Words before numbers are common, and few of them mean a ticket.
MOST_EARLIER = 50
_TAG = re.compile(r"(<[^>]*>)")
# What stands in these is a link already, or shown letter by letter.
_CLOSED = {"a", "code", "pre"}


def at_the_desk(entries: list[Entry], ticket: Ticket, who: Viewer) -> list[Entry]:
    """Return ``entries`` with links to the desk's pages of the tickets they name, among those that the agent works on."""
    return _with_links(entries, ticket, Ticket.objects.worked_by(who), lambda number: reverse("desk:ticket", args=[number]))


def on_the_web(entries: list[Entry], ticket: Ticket, who: Viewer) -> list[Entry]:
    """Return ``entries`` with links to the tickets they name, among those that the viewer may read."""
    return _with_links(entries, ticket, Ticket.objects.visible_to(who), lambda number: reverse("tickets:ticket", args=[number]))


@dataclass(frozen=True, slots=True)
class Links:
    """Which tickets the reader may see, where they are, and which references of before name one."""

    known: frozenset[int]
    earlier: dict[tuple[str, int], int]
    address: Callable[[int], str]

    def said_in(self, text: str) -> list[tuple[int, int, int]]:
        """Return what in ``text`` becomes a link, in its order: the number, and where it begins and ends."""
        before = ((self.earlier.get((word, number)), start, end) for word, number, start, end in said_elsewhere(text))
        found = [*said_in(text), *((number, start, end) for number, start, end in before if number is not None)]
        return sorted((one for one in found if one[0] in self.known), key=itemgetter(1))


def _with_links(entries: list[Entry], ticket: Ticket, readable: TicketQuerySet, address: Callable[[int], str]) -> list[Entry]:
    """Return ``entries`` with links to the ``readable`` tickets that they name, other than ``ticket``.

    One query, and only where they name any; one more where words stand before numbers as in references of before.
    """
    texts = [entry.text for entry in entries if not entry.is_event]
    before = {(word, number) for text in texts for word, number, _, _ in said_elsewhere(text)}
    earlier = ReferenceAlias.objects.numbers_meant(sorted(before)[:MOST_EARLIER])
    said = {number for text in texts for number, _, _ in said_in(text)}.union(earlier.values()) - {ticket.pk}
    if not said:
        return entries
    known = frozenset(readable.filter(pk__in=sorted(said)[:MOST]).order_by().values_list("pk", flat=True))
    links = Links(known, earlier, address)
    return [_linked(entry, links) for entry in entries] if known else entries


def _linked(entry: Entry, links: Links) -> Entry:
    if entry.is_event or not links.said_in(entry.text):
        return entry
    if entry.html:
        return replace(entry, html=_in_html(entry.html, links))
    return replace(entry, text=_in_words(conditional_escape(entry.text), links))


def _in_words(escaped: str, links: Links) -> SafeString:
    pieces, done = [], 0
    for number, start, end in links.said_in(escaped):
        link = format_html('<a href="{}">{}</a>', links.address(number), mark_safe(escaped[start:end]))  # noqa: S308 (escaped by the caller)
        pieces += [escaped[done:start], link]
        done = end
    return mark_safe("".join([*pieces, escaped[done:]]))  # noqa: S308 (escaped by the caller)


def _in_html(html: str, links: Links) -> SafeString:
    """Return clean HTML with links in what stands between its tags, outside of links and code."""
    return mark_safe("".join(_pieces(_TAG.split(html), links)))  # noqa: S308 (clean before)


def _pieces(parts: Iterable[str], links: Links) -> Iterable[str]:
    inside = 0
    for part in parts:
        if part.startswith("<"):
            name = part.strip("</>").partition(" ")[0].lower()
            inside += (-1 if part.startswith("</") else 1) if name in _CLOSED else 0
            yield part
        else:
            yield part if inside else _in_words(part, links)
