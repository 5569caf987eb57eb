"""Caps: how often a key may pass in a stretch of time."""

import hashlib
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import Throttle
from foundation import clock

# Counted and judged in one statement, so two processes cannot both pass. Django's own upsert takes no expressions.
_COUNT = """
INSERT INTO accounts_throttle AS row (key, window_started_at, count) VALUES (%(key)s, %(moment)s, %(weight)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN row.window_started_at <= %(ended)s THEN excluded.count ELSE row.count + excluded.count END,
    window_started_at = CASE WHEN row.window_started_at <= %(ended)s THEN excluded.window_started_at ELSE row.window_started_at END
WHERE row.window_started_at <= %(ended)s OR row.count <= %(room)s
RETURNING count
"""


def allow(key: str, *, limit: int, per: timedelta, weight: int = 1, at: datetime | None = None) -> bool:
    """Count ``weight`` more for ``key`` and tell whether it stays within ``limit`` in the current window of length ``per``.

    What would not fit is not counted. Keys are hashed: they hold network or e-mail addresses.
    """
    if weight > limit:
        return False
    moment = clock.now(at)
    values = {
        "key": hashlib.sha256(key.encode()).hexdigest(),
        "moment": connection.ops.adapt_datetimefield_value(moment),
        "ended": connection.ops.adapt_datetimefield_value(moment - per),
        "weight": weight,
        "room": limit - weight,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return cursor.fetchone() is not None


def forget_before(moment: datetime) -> int:
    """Delete counters whose window began before ``moment``; return how many."""
    return Throttle.objects.filter(window_started_at__lt=moment).delete()[0]
