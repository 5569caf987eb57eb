"""When people answer in a queue. The one place that says so, so that a calendar with holidays can take its place."""

from datetime import datetime, time, tzinfo

from foundation.workdays import is_working_day, working_day


def next_opening(opens: time | None, shuts: time | None, at: datetime, zone: tzinfo) -> datetime | None:
    """Return when people answer again, in ``zone``; ``None`` when they do at ``at``, or when no hours are known.

    Hours are times of a working day in ``zone``, from ``opens`` up to ``shuts``.
    """
    if opens is None or shuts is None:
        return None
    local = at.astimezone(zone)
    if is_working_day(local.date()) and local.time() < opens:
        return datetime.combine(local.date(), opens, zone)
    if is_working_day(local.date()) and local.time() < shuts:
        return None
    return datetime.combine(working_day(local.date(), 1), opens, zone)
