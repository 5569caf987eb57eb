"""Moments of the demo's stories."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from helpdesk.demo.moments import moment

MADRID = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2026, 4, 13, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("-1 17:30", datetime(2026, 4, 10, 15, 30, tzinfo=UTC)),
        ("-6 09:12", datetime(2026, 4, 3, 7, 12, tzinfo=UTC)),
        ("+5 09:00", datetime(2026, 4, 20, 7, 0, tzinfo=UTC)),
        ("25m ago", datetime(2026, 4, 13, 6, 35, tzinfo=UTC)),
        ("4h ago", datetime(2026, 4, 13, 3, 0, tzinfo=UTC)),
        ("in 5h", datetime(2026, 4, 13, 12, 0, tzinfo=UTC)),
        ("in 90m", datetime(2026, 4, 13, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_told_from_now_in_working_days_of_the_house(said: str, meant: datetime) -> None:
    assert moment(said, now=MONDAY, zone=MADRID) == meant


def test_words_that_mean_no_moment_are_refused() -> None:
    with pytest.raises(ValueError, match="not a moment: 'soon'"):
        moment("soon", now=MONDAY, zone=MADRID)
