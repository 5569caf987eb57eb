"""Working days: Monday to Friday."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.workdays import after_working_days, working_day

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize("today", [date(2026, 4, 11), date(2026, 4, 12), date(2026, 4, 13)])
def test_the_working_day_before_a_weekend_is_its_friday(today: date) -> None:
    assert working_day(today, -1) == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-10T16:30+01:00", 3, "2026-03-13T16:30+01:00"),
        ("2026-03-13T16:30+01:00", 1, "2026-03-16T16:30+01:00"),
        ("2026-03-14T10:00+01:00", 1, "2026-03-16T10:00+01:00"),
        ("2026-03-10T16:30+01:00", 10, "2026-03-24T16:30+01:00"),
        # The clocks are put forward on 29 March 2026, and back on 25 October.
        ("2026-03-27T09:00+01:00", 1, "2026-03-30T09:00+02:00"),
        ("2026-10-23T09:00+02:00", 1, "2026-10-26T09:00+01:00"),
    ],
)
def test_the_time_of_day_stays_and_weekends_do_not_count(start: str, days: int, end: str) -> None:
    begun = datetime.fromisoformat(start).astimezone(UTC)

    assert after_working_days(begun, days, MADRID) == datetime.fromisoformat(end)


def test_days_add_up() -> None:
    starts = [datetime(2026, 3, 9, 11, tzinfo=UTC) + timedelta(hours=7 * number) for number in range(60)]

    for start in starts:
        in_two_steps = after_working_days(after_working_days(start, 3, MADRID), 4, MADRID)
        assert in_two_steps == after_working_days(start, 7, MADRID)


def test_the_day_is_the_one_of_the_zone() -> None:
    late_on_friday = datetime(2026, 3, 13, 23, 30, tzinfo=UTC)

    assert after_working_days(late_on_friday, 1, MADRID) == datetime(2026, 3, 16, 0, 30, tzinfo=MADRID)
