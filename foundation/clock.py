"""The one place that asks what time it is, and in which zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


def now(at: datetime | None = None) -> datetime:
    """Return ``at`` when given, else the present instant (aware, UTC). An action reads its time once, through this."""
    return at if at is not None else timezone.now()


def zone(*names: str) -> ZoneInfo:
    """Return the first of ``names`` that is a time zone here; UTC when none is. Zones are renamed over the years: no page stops for it."""
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")
