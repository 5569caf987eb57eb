"""What a ticket is called elsewhere, to read and to follow."""

from dataclasses import dataclass

from foundation.weblinks import filled, is_web_address
from tickets.enums import ReferenceKind
from tickets.models import ExternalReference, Ticket


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An external reference: where, which, and the page of it (empty when there is none)."""

    pk: int
    kind: str
    text: str
    url: str


def elsewhere(ticket: Ticket) -> list[Elsewhere]:
    """Return what ``ticket`` is called elsewhere, in the order it was noted."""
    rows = ticket.external_references.all()
    return [Elsewhere(row.pk, row.get_kind_display(), row.text, _url(row, ticket.queue.tracker_url)) for row in rows]


def _url(row: ExternalReference, pattern: str) -> str:
    """Return its own address, else the queue's for a number of the bug tracker; never one that is no web page."""
    url = row.url or (filled(pattern, row.text) if pattern and row.kind == ReferenceKind.BUG else "")
    return url if is_web_address(url) else ""
