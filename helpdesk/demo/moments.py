"""When something happened in a demo story: told from today, so that the house always looks lived in."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.workdays import working_day

_AGO = re.compile(r"(\d+)([mh]) ago")
_AHEAD = re.compile(r"in (\d+)([mh])")
_DAY = re.compile(r"([+-]\d+) (\d\d):(\d\d)")


def moment(said: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that ``said`` means at ``now``.

    ``-3 09:12`` is the third working day back, at that time in ``zone``; ``+2 09:00`` lies ahead; ``25m ago``, ``4h ago`` and
    ``in 5h`` count from now. Raises ``ValueError`` for anything else.
    """
    if ago := _AGO.fullmatch(said):
        return now - _span(ago)
    if ahead := _AHEAD.fullmatch(said):
        return now + _span(ahead)
    if day := _DAY.fullmatch(said):
        return datetime.combine(working_day(now.astimezone(zone).date(), int(day[1])), time(int(day[2]), int(day[3])), zone)
    raise ValueError(f"not a moment: {said!r}")


def _span(said: re.Match[str]) -> timedelta:
    return timedelta(minutes=int(said[1]) * (60 if said[2] == "h" else 1))
