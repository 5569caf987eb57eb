"""How a requester's side ends a ticket while we still work on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from tickets.actions import calling_off, confirming, record
from tickets.enums import CloseReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket


@transaction.atomic
def solved(ticket: Ticket, *, by: User | None, at: datetime | None = None) -> Ticket:
    """Close a ticket because the requester's side says that it is solved. Raises ``Refused`` when it was rejected.

    Once we believe so ourselves it is the same as saying that it works; said again, it changes nothing.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.status in {Status.RESOLVED, Status.CLOSED}:
        return confirming.confirm(ticket, by=by, at=moment)
    if ticket.status == Status.REJECTED:
        raise Refused(gettext("This ticket is closed already."))
    before = ticket.status
    calling_off.end_with(ticket, by=by, at=moment)
    if not ticket.can_become(Status.CLOSED):
        record.move(ticket, Status.RESOLVED, at=moment)
    record.move(ticket, Status.CLOSED, at=moment)
    record.event(ticket, Verb.CLOSED, by=by, at=moment, why=CloseReason.REQUESTER, before=before)
    return ticket
