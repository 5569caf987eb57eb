"""When people answer."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from queues.hours import next_opening

MADRID = ZoneInfo("Europe/Madrid")
NINE, SIX = time(9), time(18)


def madrid(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026; the 13th is a Friday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (madrid(12, 9), None),
        (madrid(12, 17, 59), None),
        (madrid(12, 8, 59), madrid(12, 9)),
        (madrid(12, 18), madrid(13, 9)),
        (madrid(13, 18), madrid(16, 9)),
        (madrid(14, 12), madrid(16, 9)),
        (madrid(15, 23), madrid(16, 9)),
        (madrid(27, 19), madrid(30, 9)),
        (datetime(2026, 3, 12, 7, 59, tzinfo=UTC), madrid(12, 9)),
        (datetime(2026, 3, 12, 8, 0, tzinfo=UTC), None),
    ],
)
def test_the_next_opening_is_on_a_working_day_in_the_houses_zone(at, opening):
    assert next_opening(NINE, SIX, at, MADRID) == opening


@pytest.mark.parametrize(("opens", "shuts"), [(None, None), (NINE, None), (None, SIX)])
def test_a_queue_without_hours_is_never_shut(opens, shuts):
    assert next_opening(opens, shuts, madrid(14, 3), MADRID) is None
