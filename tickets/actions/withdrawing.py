"""Ending every link and code that was given out for a ticket."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from foundation import clock
from tickets.actions import record
from tickets.enums import Verb
from tickets.models import Ticket


@transaction.atomic
def withdraw_links(ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Make useless what was given out so far: mailed links, codes, and the browsers that came in by them. The next mail has a new link.

    Raises ``Refused`` when the ticket was merged.
    """
    ticket = record.locked(ticket)
    ticket.access_generation += 1
    ticket.save(update_fields=["access_generation"])
    record.event(ticket, Verb.LINKS_WITHDRAWN, by=by, at=clock.now(at))
    return ticket
