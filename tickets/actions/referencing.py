"""What a ticket is called elsewhere: a bug, a version, an entry of a register."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from foundation.weblinks import is_web_address
from tickets.actions import indexing, record
from tickets.enums import ReferenceKind, Verb
from tickets.errors import Refused
from tickets.models import ExternalReference, Ticket

LONGEST_TEXT = 120
MOST = 20


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where it has a name, which, and the web page of it (may be empty)."""

    kind: ReferenceKind
    text: str
    url: str = ""


@transaction.atomic
def add(ticket: Ticket, elsewhere: Elsewhere, *, by: User, at: datetime | None = None) -> Ticket:
    """Note what the ticket is called elsewhere. The same again only renews its address.

    Raises ``Refused`` without a text, for an address that is no web page, and when there are many already.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    text = one_line(elsewhere.text, LONGEST_TEXT)
    if not text:
        raise Refused(gettext("Please give the number or the version."))
    if elsewhere.url and not is_web_address(elsewhere.url):
        raise Refused(gettext("Please give the whole address of a web page, for example https://bugs.example.org/123."))
    known = ticket.external_references.filter(kind=elsewhere.kind, text=text).first()
    if known is not None and known.url == elsewhere.url:
        return ticket
    if known is None and ticket.external_references.count() >= MOST:
        raise Refused(gettext("A ticket has at most %(count)s external references. Remove one first.") % {"count": MOST})
    row, _is_new = ExternalReference.objects.update_or_create(
        ticket=ticket, kind=elsewhere.kind, text=text, defaults={"url": elsewhere.url, "by": by, "at": moment}
    )
    _changed(ticket, row, Verb.REFERENCED, by=by, at=moment)
    return ticket


@transaction.atomic
def remove(ticket: Ticket, number: int, *, by: User, at: datetime | None = None) -> Ticket:
    """Take the reference with id ``number`` off the ticket; its text stays in the history. One that is gone leaves no trace."""
    ticket = record.locked(ticket)
    row = ticket.external_references.filter(pk=number).first()
    if row is not None:
        row.delete()
        _changed(ticket, row, Verb.UNREFERENCED, by=by, at=clock.now(at))
    return ticket


def _changed(ticket: Ticket, row: ExternalReference, verb: Verb, *, by: User, at: datetime) -> None:
    record.touch(ticket, at=at)
    indexing.ticket_changed(ticket)
    record.event(ticket, verb, by=by, at=at, reason=row.text, kind=row.kind)
