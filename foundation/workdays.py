"""Working days: Monday to Friday. The one place that counts them, so that a calendar with holidays can take its place."""

from datetime import date, datetime, timedelta, tzinfo

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether people work on ``day``."""
    return day.weekday() < SATURDAY


def working_day(today: date, count: int) -> date:
    """Return the day that lies ``count`` working days after ``today``; before it when negative, the day itself for 0."""
    step = timedelta(days=1 if count > 0 else -1)
    day, left = today, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def after_working_days(start: datetime, count: int, zone: tzinfo) -> datetime:
    """Return the moment ``count`` working days after ``start``, at the same time of day in ``zone``.

    ``start`` is aware. A time that the clocks skip on that day is read with the offset of before, one that comes twice is the first
    of the two (PEP 495, fold 0).
    """
    local = start.astimezone(zone)
    return datetime.combine(working_day(local.date(), count), local.time(), zone)
