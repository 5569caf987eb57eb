"""Who talks to the requester: one person, also when others work on the ticket."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.enums import Tier
from queues.models import Membership
from tickets.actions import record
from tickets.enums import Verb
from tickets.errors import Refused
from tickets.models import Ticket


@transaction.atomic
def take_conversation(ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Make ``by`` the one who talks to the requester, whoever owns the ticket.

    Raises ``Refused`` when that person does not work in the ticket's queue.
    """
    ticket = record.locked(ticket)
    if ticket.contact_id == by.pk:
        return ticket
    if not Membership.objects.of(by.pk).filter(queue_id=ticket.queue_id).exists():
        raise Refused(gettext("%(name)s does not work in this queue.") % {"name": by.display_name})
    before, ticket.contact = ticket.contact_id, by
    ticket.save(update_fields=["contact"])
    record.event(ticket, Verb.CONTACT_TAKEN, by=by, at=clock.now(at), before=before, owner=by)
    return ticket


def answered(ticket: Ticket, by: User) -> None:
    """Note on the locked ``ticket`` that ``by`` answered: where nobody talked to the requester so far, the owner does, else ``by``."""
    if ticket.contact_id is None:
        ticket.contact = ticket.owner or by
        ticket.save(update_fields=["contact"])


def owner_changed(ticket: Ticket) -> None:
    """Let the new owner of the locked ``ticket`` talk to the requester on line 1, or where nobody does. The caller saves ``contact``.

    On a higher line the first line's contact stays until somebody takes the conversation.
    """
    if ticket.owner_id is not None and (ticket.tier == Tier.FIRST or ticket.contact_id is None):
        ticket.contact = ticket.owner


def forget_unless_member(ticket: Ticket) -> None:
    """Forget a contact who does not work in the ticket's queue; who answers next takes their place. The caller saves ``contact``."""
    if ticket.contact_id is None:
        return
    if not Membership.objects.of(ticket.contact_id).filter(queue_id=ticket.queue_id).exists():
        ticket.contact = None
