"""What became of the letters that a dead worker held."""

import logging
from datetime import datetime, timedelta

from foundation import clock
from notifications import journal
from notifications.actions import claiming
from notifications.actions.sending import GAVE_UP, UNCLEAR
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery
from notifications.retries import delay_after

logger = logging.getLogger(__name__)

BATCH = 500
# The journal of another machine may be read by a sweep over there; only when that did not happen is it settled without.
WITHOUT_JOURNAL_AFTER = timedelta(minutes=10)


def settle_abandoned(*, at: datetime | None = None) -> int:
    """Decide every delivery whose worker is dead, or whose lease ran out. Return how many.

    The journal on this machine tells: an answer of the relay settles it, nothing begun means it was not sent. In between it is
    unclear: an urgent mail is sent again under the same Message-ID, a broadcast's is held as *unknown*. Safe to run twice at once.
    """
    now = clock.now(at)
    said: dict[str, journal.Testimony] = {}
    settled = 0
    for delivery in Delivery.objects.being_sent().order_by("lease_until", "pk")[:BATCH]:
        owner = claiming.owner_of(delivery)
        if owner not in said:
            said[owner] = journal.testimony(owner)
        if _is_abandoned(delivery, said[owner], now):
            settled += _settle(delivery, said[owner], now)
    journal.forget_dead(set(said))
    return settled


def _is_abandoned(delivery: Delivery, told: journal.Testimony, at: datetime) -> bool:
    lease = delivery.lease_until or at
    if told.is_found:
        return not told.is_owner_alive or lease <= at
    return lease + WITHOUT_JOURNAL_AFTER <= at


def _settle(delivery: Delivery, told: journal.Testimony, at: datetime) -> bool:
    word = told.word(delivery.pk, delivery.attempts)
    if word.startswith("2"):
        return claiming.finish(delivery, DeliveryState.SENT, sent_at=at, reply_code=int(word))
    is_unclear = word == journal.BEFORE_DATA or not told.is_found
    if is_unclear and delivery.lane == Lane.BULK:
        return claiming.finish(delivery, DeliveryState.UNKNOWN, reason=UNCLEAR)
    logger.warning("Delivery %s was in the hands of a worker that died", delivery.pk)
    # At once the first time; a letter that kills its worker each time is tried ever more rarely, and not for ever.
    wait = timedelta() if delivery.attempts <= 1 else delay_after(delivery.attempts)
    if wait is None:
        return claiming.finish(delivery, DeliveryState.FAILED, reason=GAVE_UP)
    return claiming.finish(delivery, DeliveryState.QUEUED, not_before=at + wait)
