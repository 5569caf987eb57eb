"""What the requester says once we believe that it is solved."""

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
def confirm(ticket: Ticket, *, by: User | None, at: datetime | None = None) -> Ticket:
    """Note that the requester says that it works; the queue decides whether that closes it at once or the plan stays.

    Said again, or after closing, it changes nothing. Raises ``Refused`` when we work on it: then there is nothing to confirm.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.status == Status.CLOSED or ticket.confirmed_at is not None:
        return ticket
    if ticket.status != Status.RESOLVED or ticket.merged_into_id is not None:
        raise Refused(gettext("We are working on this, so there is nothing to confirm yet."))
    ticket.confirmed_at = ticket.touched_at = moment
    ticket.save(update_fields=["confirmed_at", "touched_at"])
    record.event(ticket, Verb.CONFIRMED, by=by, at=moment)
    if ticket.queue.closes_on_confirmation:
        record.move(ticket, Status.CLOSED, at=moment)
        record.event(ticket, Verb.CLOSED, by=by, at=moment, why=CloseReason.CONFIRMED)
    return ticket
