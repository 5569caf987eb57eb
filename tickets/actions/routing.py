"""Where a ticket is worked on: its queue and its line."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.enums import Tier
from queues.models import Membership, Queue
from tickets.actions import indexing, record
from tickets.enums import EscalationReason, Verb
from tickets.errors import Refused
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Escalation:
    """Why a ticket goes up, and what was tried before."""

    reason: EscalationReason
    tried: str
    to: Tier | None = None


def _forget_owner_unless_member(ticket: Ticket, *, tier: int | None = None) -> None:
    if ticket.owner_id is None:
        return
    memberships = Membership.objects.of(ticket.owner_id).filter(queue_id=ticket.queue_id)
    if tier is not None:
        memberships = memberships.filter(tier=tier)
    if not memberships.exists():
        ticket.owner = None


def _require_unfinished(ticket: Ticket) -> None:
    if not ticket.is_unfinished:
        raise Refused(gettext("This ticket is finished. Reopen it first."))


@transaction.atomic
def transfer(ticket: Ticket, *, to: Queue, note: str, by: User, at: datetime | None = None) -> Ticket:
    """Pass the ticket to another queue, to its first line, with a note for the colleagues there.

    Raises ``Refused`` without a note, for the same queue, and for a finished ticket.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    _require_unfinished(ticket)
    if not note.strip():
        raise Refused(gettext("Please write what your colleagues need to know."))
    if to.pk == ticket.queue_id:
        raise Refused(gettext("The ticket is in that queue already."))
    before, before_tier = ticket.queue_id, ticket.tier
    ticket.queue, ticket.tier, ticket.category, ticket.touched_at = to, Tier.FIRST, None, moment
    _forget_owner_unless_member(ticket)
    ticket.save(update_fields=["queue", "tier", "category", "owner", "touched_at"])
    indexing.ticket_changed(ticket)
    record.event(ticket, Verb.TRANSFERRED, by=by, at=moment, reason=note.strip(), before=before, queue=to, before_tier=before_tier)
    return ticket


@transaction.atomic
def escalate(ticket: Ticket, escalation: Escalation, *, by: User, at: datetime | None = None) -> Ticket:
    """Send the ticket to a higher line: the next one, or the one named. Raises ``Refused`` when there is none or nothing was tried."""
    moment = clock.now(at)
    ticket = record.locked(ticket)
    _require_unfinished(ticket)
    target = escalation.to or min(ticket.tier + 1, Tier.THIRD)
    if target <= ticket.tier or target > ticket.queue.tiers:
        raise Refused(gettext("There is no higher line in this queue."))
    if not escalation.tried.strip():
        raise Refused(gettext("Please write what has been tried so far."))
    before = ticket.tier
    ticket.tier, ticket.touched_at = target, moment
    _forget_owner_unless_member(ticket, tier=target)
    ticket.save(update_fields=["tier", "owner", "touched_at"])
    record.event(
        ticket, Verb.ESCALATED, by=by, at=moment, reason=escalation.tried.strip(), before=before, tier=int(target), why=escalation.reason
    )
    return ticket


@transaction.atomic
def hand_back(ticket: Ticket, *, reason: str, by: User, at: datetime | None = None) -> Ticket:
    """Send the ticket one line down. Raises ``Refused`` on line 1 or without a reason."""
    moment = clock.now(at)
    ticket = record.locked(ticket)
    _require_unfinished(ticket)
    if ticket.tier <= Tier.FIRST:
        raise Refused(gettext("The ticket is on line 1 already."))
    if not reason.strip():
        raise Refused(gettext("Please say why it goes back."))
    before = ticket.tier
    ticket.tier, ticket.touched_at = before - 1, moment
    _forget_owner_unless_member(ticket, tier=before - 1)
    ticket.save(update_fields=["tier", "owner", "touched_at"])
    record.event(ticket, Verb.HANDED_BACK, by=by, at=moment, reason=reason.strip(), before=before, tier=before - 1)
    return ticket
