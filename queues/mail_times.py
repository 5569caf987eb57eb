"""When an agent gets e-mails: quiet hours, quiet days, and the moments of their digest. Counted by the clock on their wall.

Where clocks go forward, a moment that they skip comes as much later; where they go back, the first of the two counts (PEP 495, fold 0).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from queues.enums import Rhythm

DAYS = 7
# The next moment lies within a week and a day, or there is none.
AHEAD = DAYS + 2


@dataclass(frozen=True, slots=True)
class MailTimes:
    """What an agent chose: no e-mails ``quiet_from`` to ``quiet_until`` (over midnight, too) and on ``quiet_days`` (0 is Monday)."""

    zone: tzinfo
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: Collection[int] = ()
    rhythm: str = Rhythm.DAILY
    first: time = time(8)
    second: time = time(15)

    def quiet_end(self, at: datetime) -> datetime | None:
        """Return when the quiet ends in which ``at`` lies; ``None`` when it lies in none. Nobody wants quiet for ever: all seven days are none."""
        days = frozenset(self.quiet_days) if len(set(self.quiet_days)) < DAYS else frozenset()
        moment = at
        for _ in range(2 * AHEAD):
            later = self._hours_end(moment) or self._day_end(moment, days)
            if later is None:
                break
            moment = later
        return moment if moment != at else None

    def next_digest(self, at: datetime) -> datetime:
        """Return the first moment after ``at`` when a digest is due; one that lies in a quiet time comes when it ends."""
        day = at.astimezone(self.zone).date()
        due = next(moment for moment in self._digests_from(day) if moment > at)
        return self.quiet_end(due) or due

    def _digests_from(self, day: date) -> list[datetime]:
        times = [time(hour) for hour in range(24)] if self.rhythm == Rhythm.HOURLY else sorted({self.first, *self._again()})
        found = {self._moment(day + timedelta(days=ahead), each) for ahead in range(AHEAD) for each in times}
        return sorted(found)

    def _again(self) -> list[time]:
        return [self.second] if self.rhythm == Rhythm.TWICE else []

    def _hours_end(self, at: datetime) -> datetime | None:
        start, end = self.quiet_from, self.quiet_until
        if start is None or end is None or start == end:
            return None
        now = at.astimezone(self.zone)
        is_evening = now.time() >= start
        is_quiet = is_evening and now.time() < end if start < end else is_evening or now.time() < end
        if not is_quiet:
            return None
        ends = self._moment(now.date() + timedelta(days=1 if start > end and is_evening else 0), end)
        return ends if ends > at else None

    def _day_end(self, at: datetime, days: frozenset[int]) -> datetime | None:
        day = at.astimezone(self.zone).date()
        return self._moment(day + timedelta(days=1), time()) if day.weekday() in days else None

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)
