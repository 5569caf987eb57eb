"""Caps: how often a key may pass in a stretch of time."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import F

from accounts.models import Throttle
from foundation import clock


def allow(key: str, *, limit: int, per: timedelta, weight: int = 1, at: datetime | None = None) -> bool:
    """Count ``weight`` more for ``key`` and tell whether it stays within ``limit`` in the current window of length ``per``.

    What would not fit is not counted. Keys are hashed: they hold network or e-mail addresses.
    """
    if weight > limit:
        return False
    moment = clock.now(at)
    hashed = hashlib.sha256(key.encode()).hexdigest()
    rows = Throttle.objects.filter(key=hashed)
    if rows.filter(window_started_at__lte=moment - per).update(window_started_at=moment, count=weight):
        return True
    room = rows.filter(count__lte=limit - weight)
    if room.update(count=F("count") + weight):
        return True
    _, is_new = Throttle.objects.get_or_create(key=hashed, defaults={"window_started_at": moment, "count": weight})
    # Not new: the cap is reached, or another process made the row meanwhile and there may be room yet.
    return is_new or bool(room.update(count=F("count") + weight))


def forget_before(moment: datetime) -> int:
    """Delete counters whose window began before ``moment``; return how many."""
    return Throttle.objects.filter(window_started_at__lt=moment).delete()[0]
