"""How a requester's side ends a ticket, and goes on with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from tickets.actions import record
from tickets.enums import CloseReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket


@transaction.atomic
def solved(ticket: Ticket, *, by: User | None, at: datetime | None = None) -> Ticket:
    """Close a ticket because the requester's side says that it is solved. Raises ``Refused`` when it is closed or rejected already."""
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.status in {Status.CLOSED, Status.REJECTED}:
        raise Refused(gettext("This ticket is closed already."))
    before = ticket.status
    if not ticket.can_become(Status.CLOSED):
        record.move(ticket, Status.RESOLVED, at=moment)
    record.move(ticket, Status.CLOSED, at=moment)
    record.event(ticket, Verb.CLOSED, by=by, at=moment, why=CloseReason.REQUESTER, before=before)
    return ticket


@transaction.atomic
def not_solved(ticket: Ticket, *, by: User | None, at: datetime | None = None) -> Ticket:
    """Open a finished ticket again because the requester's side says so, as long as its queue's rule allows.

    Raises ``Refused`` when nothing is finished, when it was not ours to solve, and when it closed too long ago.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.status not in {Status.RESOLVED, Status.CLOSED}:
        raise Refused(gettext("This ticket is not finished, so it need not be opened again."))
    if ticket.is_past_reopening(moment):
        raise Refused(gettext("This ticket was closed some time ago. Write to us below, and your message opens a new one."))
    record.go_on(ticket, by=by, at=moment)
    return ticket
