"""When something happened in a demo story: told from today, so that the house always looks lived in."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.workdays import working_day

_AGO = re.compile(r"(\d+)([mh]) ago")
_DAY = re.compile(r"([+-]\d+) (\d\d):(\d\d)")


def moment(said: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that ``said`` means at ``now``.

    ``-3 09:12`` is the third working day back, at that time in ``zone``; ``+2 09:00`` lies ahead; ``25m ago`` and ``4h ago`` count
    from now. Raises ``ValueError`` for anything else.
    """
    if ago := _AGO.fullmatch(said):
        return now - timedelta(minutes=int(ago[1]) * (60 if ago[2] == "h" else 1))
    if day := _DAY.fullmatch(said):
        return datetime.combine(working_day(now.astimezone(zone).date(), int(day[1])), time(int(day[2]), int(day[3])), zone)
    raise ValueError(f"not a moment: {said!r}")
