"""Which rows of the outbox."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from foundation.literals import Literal, literals
from notifications.enums import LIVE, WAITING, DeliveryState, Lane

if TYPE_CHECKING:
    from notifications.models import Delivery, Heartbeat, LaneSignal, Suppression


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def on(self, lane: Lane) -> Self:
        """Keep one lane's deliveries."""
        return self.filter(lane=lane)

    def waiting(self) -> Self:
        """Keep what is still to be sent and in nobody's hands."""
        return self.filter(state__in=literals(sorted(WAITING)))

    def live(self) -> Self:
        """Keep what may still be sent."""
        return self.filter(state__in=sorted(LIVE))

    def due(self, lane: Lane, at: datetime) -> Self:
        """Keep what ``lane`` should send now."""
        return self.on(lane).waiting().filter(not_before__lte=at)

    def being_sent(self) -> Self:
        """Keep what some worker has claimed."""
        return self.filter(state=Literal(DeliveryState.SENDING))

    def held_under(self, claim: str) -> Self:
        """Keep what is still held under one claim."""
        return self.being_sent().filter(claimed_by=claim)

    def about(self, topic: str) -> Self:
        """Keep the deliveries of one topic, such as ``ticket:310``."""
        return self.filter(mail__topic=topic).exclude(mail__topic=Literal(""))


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def in_force(self, at: datetime) -> Self:
        """Keep those that have not healed yet."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))


class LaneSignalQuerySet(models.QuerySet["LaneSignal"]):
    def raise_for(self, lane: Lane, at: datetime, stale_after: timedelta) -> bool:
        """Mark that a nudge waits for ``lane``; ``False`` when a fresh one waits already."""
        row, is_new = self.get_or_create(lane=lane, defaults={"waiting_since": at})
        if is_new or (row.waiting_since is not None and row.waiting_since >= at - stale_after):
            return is_new
        silent = Q(waiting_since=None) | Q(waiting_since__lt=at - stale_after)
        return bool(self.filter(silent, lane=lane).update(waiting_since=at))

    def lower_for(self, lane: Lane) -> None:
        """Mark that the waiting nudge of ``lane`` has arrived."""
        self.filter(lane=lane).update(waiting_since=None)


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str, at: datetime) -> None:
        """Note that ``name`` was alive at ``at``."""
        self.update_or_create(name=name, defaults={"at": at})
