"""Take due deliveries into one worker's hands, keep them, note how they ended.

Every change is one conditional UPDATE in its own transaction: two workers that reach for the same row agree on one of them, and no
transaction is open while a relay talks.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from foundation import clock
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery

BATCH = 20
LEASE = timedelta(minutes=10)
# One letter to a slow relay may take a few minutes; with less than this left the lease is renewed first.
ENOUGH = timedelta(minutes=5)


def claim(lane: Lane, *, owner: str, size: int = BATCH, at: datetime | None = None) -> list[Delivery]:
    """Take up to ``size`` due deliveries of ``lane``, oldest first, for the worker whose journal is ``owner``; mails and texts loaded.

    Each counts as one more attempt and is held for ten minutes.
    """
    now = clock.now(at)
    found = list(Delivery.objects.due(lane, now).order_by("not_before", "pk").values_list("pk", flat=True)[:size])
    if not found:
        return []
    mark = f"{owner}:{secrets.token_hex(4)}"
    Delivery.objects.due(lane, now).filter(pk__in=found).update(
        state=DeliveryState.SENDING, attempts=F("attempts") + 1, claimed_at=now, lease_until=now + LEASE, claimed_by=mark
    )
    taken = Delivery.objects.held_under(mark).filter(pk__in=found)
    return list(taken.select_related("mail").prefetch_related("mail__texts").order_by("not_before", "pk"))


def owner_of(delivery: Delivery) -> str:
    """Return the journal of the worker that holds ``delivery``."""
    return delivery.claimed_by.partition(":")[0]


def keep(delivery: Delivery, *, at: datetime | None = None) -> bool:
    """Renew a lease that may not last for one more letter. Return ``False`` when the delivery is no longer held: leave it alone."""
    now = clock.now(at)
    if delivery.lease_until is not None and delivery.lease_until - now >= ENOUGH:
        return True
    delivery.lease_until = now + LEASE
    held = Delivery.objects.held_under(delivery.claimed_by).filter(pk=delivery.pk)
    return bool(held.update(lease_until=delivery.lease_until))


def finish(delivery: Delivery, state: DeliveryState, *, reason: str = "", **fields: Any) -> bool:
    """Note how a held delivery ended, or that it waits again (with ``not_before``). Return ``False`` when it is no longer held."""
    released = {"claimed_at": None, "lease_until": None, "claimed_by": ""}
    held = Delivery.objects.held_under(delivery.claimed_by).filter(pk=delivery.pk)
    if not held.update(state=state, reason=reason, **released, **fields):
        return False
    delivery.state, delivery.reason = state, reason
    return True
