"""How a ticket comes into another queue: which line, whose, what hangs on it, and the way back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from queues.agents import away_until
from queues.enums import Tier
from queues.models import Category, Membership, Queue
from tickets.actions import contacts, indexing, ownership, record
from tickets.enums import Verb
from tickets.errors import Refused
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ticket was before a transfer: its queue, line, owner and category."""

    queue_id: int
    tier: int
    owner_id: int | None
    category_id: int | None


def way(ticket: Ticket) -> list[Place]:
    """Return the places that a ticket was passed on from and has not come back to, the last one at the end. One query."""
    return _way(ticket.events.filter(verb=Verb.TRANSFERRED).order_by("at", "pk").values_list("payload", flat=True))


def _way(payloads: Iterable[dict[str, Any]]) -> list[Place]:
    places: list[Place] = []
    for payload in payloads:
        known = [place.queue_id for place in places]
        if payload["queue"] in known:
            # It is where it was before: what lay between is behind it.
            places = places[: known.index(payload["queue"])]
        else:
            tier = payload.get("before_tier") or Tier.FIRST
            places.append(Place(payload["before"], tier, payload.get("before_owner"), payload.get("before_category")))
    return places


def in_use(queue_id: int) -> Queue:
    """Return the queue as it is now: the form may be older. Raises ``Refused`` when it is out of use."""
    queue = Queue.objects.filter(pk=queue_id).first()
    if queue is None or not queue.is_active:
        name = queue.name if queue is not None else f"#{queue_id}"
        raise Refused(gettext("“%(queue)s” is not in use any more. Please choose another queue.") % {"queue": name})
    return queue


def lines_of(queue: Queue) -> list[int]:
    """Return the lines of a queue on which somebody works."""
    members = Membership.objects.filter(queue=queue, tier__lte=queue.tiers, user__is_active=True)
    return sorted(set(members.values_list("tier", flat=True)))


def line_for(queue: Queue, wanted: int | None) -> int:
    """Return the line that was asked for, else the first with members. Raises ``Refused`` when nobody works there."""
    tiers = lines_of(queue)
    if not tiers:
        raise Refused(gettext("Nobody works in “%(queue)s”, so nobody would see the ticket there.") % {"queue": queue.name})
    if wanted is None:
        return tiers[0]
    if wanted not in tiers:
        raise Refused(gettext("Nobody works on line %(tier)s of “%(queue)s”.") % {"tier": wanted, "queue": queue.name})
    return wanted


def still_there(owner_id: int | None, queue: Queue, *, at: datetime) -> User | None:
    """Return the person if they still work in the queue and are not away."""
    if owner_id is None or owner_id in away_until([owner_id], at=at):
        return None
    return User.objects.active().filter(pk=owner_id, memberships__queue=queue).first()


def put(
    ticket: Ticket,
    to: Queue,
    tier: int,
    *,
    owner: User | None,
    category: Category | None,
    by: User | None,
    at: datetime,
    reason: str,
    is_return: bool = False,
) -> None:
    """Put the locked ticket there, with everything that hangs on its queue."""
    before = ticket.queue
    payload = {"before": before, "queue": to, "before_tier": ticket.tier, "tier": tier}
    payload |= {"before_owner": ticket.owner_id, "before_category": ticket.category_id}
    ticket.queue, ticket.tier, ticket.owner, ticket.category, ticket.touched_at = to, tier, owner, category, at
    if before.keeps_reading:
        ticket.readers.add(before)
    ticket.readers.remove(to)
    record.event(ticket, Verb.TRANSFERRED, by=by, at=at, reason=reason, **payload, **({"returned": True} if is_return else {}))
    places = way(ticket)
    ticket.came_from_id = places[-1].queue_id if places else None
    contacts.forget_unless_member(ticket)
    ticket.save(update_fields=["queue", "tier", "owner", "category", "contact", "touched_at", "came_from"])
    indexing.ticket_changed(ticket)
    ownership.find_owner(ticket, at=at)
