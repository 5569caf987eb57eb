"""When an agent gets e-mails, by the clock on their wall."""

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from queues.enums import Rhythm
from queues.mail_times import MailTimes

MADRID = ZoneInfo("Europe/Madrid")
EVENING, MORNING = time(20), time(7)
WEEKEND = (5, 6)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026; the 10th is a Tuesday, and on the 29th clocks go forward."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "hour", "ends"),
    [
        (time(20), time(7), 21, utc(11, 7)),
        (time(20), time(7), 3, utc(10, 7)),
        (time(20), time(7), 7, None),
        (time(20), time(7), 12, None),
        (time(12), time(14), 12, utc(10, 14)),
        (time(12), time(14), 14, None),
        (time(12), time(12), 12, None),
        (None, None, 3, None),
    ],
)
def test_quiet_hours_may_go_over_midnight(start, end, hour, ends):
    assert MailTimes(UTC, quiet_from=start, quiet_until=end).quiet_end(utc(10, hour)) == ends


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        (utc(13, 12), None),
        # Friday's evening leads into the weekend, and that into the night before Monday.
        (utc(13, 21), utc(16, 7)),
        (utc(14, 12), utc(16, 7)),
        (utc(15, 12), utc(16, 7)),
        (utc(16, 7), None),
    ],
)
def test_quiet_days_and_hours_run_into_each_other(at, ends):
    assert MailTimes(UTC, quiet_from=EVENING, quiet_until=MORNING, quiet_days=WEEKEND).quiet_end(at) == ends


def test_nobody_is_quiet_for_ever():
    assert MailTimes(UTC, quiet_days=range(7)).quiet_end(utc(10, 12)) is None


@pytest.mark.parametrize(
    ("rhythm", "at", "due"),
    [
        (Rhythm.DAILY, utc(10, 6, 59), utc(10, 7)),
        (Rhythm.DAILY, utc(10, 7), utc(11, 7)),
        (Rhythm.TWICE, utc(10, 7), utc(10, 14)),
        (Rhythm.TWICE, utc(10, 14), utc(11, 7)),
        (Rhythm.HOURLY, utc(10, 14, 20), utc(10, 15)),
        # By summer time eight o'clock comes an hour sooner.
        (Rhythm.DAILY, utc(28, 12), utc(29, 6)),
    ],
)
def test_the_digest_comes_at_the_agent_s_own_time(rhythm, at, due):
    assert MailTimes(MADRID, rhythm=rhythm).next_digest(at) == due


def test_a_digest_in_a_quiet_time_comes_when_it_ends():
    times = MailTimes(UTC, rhythm=Rhythm.HOURLY, quiet_from=EVENING, quiet_until=MORNING, quiet_days=WEEKEND)

    assert (times.next_digest(utc(10, 19, 30)), times.next_digest(utc(13, 22))) == (utc(11, 7), utc(16, 7))


def some_times(dice: Random) -> MailTimes:
    """What somebody may choose, wherever they live; also where clocks move by half an hour."""
    zone = dice.choice(["Europe/Madrid", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe"])
    start, end = (time(dice.randrange(24), dice.randrange(60)) for _ in range(2))
    days = dice.sample(range(7), dice.randrange(8))
    return MailTimes(ZoneInfo(zone), quiet_from=start, quiet_until=end, quiet_days=days, rhythm=dice.choice(Rhythm.values))


@pytest.mark.parametrize("seed", range(4))
def test_the_next_digest_lies_ahead_and_in_no_quiet_time(seed):
    dice = Random(seed)

    for _ in range(250):
        times, at = some_times(dice), utc(1, 0) + timedelta(minutes=dice.randrange(366 * 24 * 60))
        due = times.next_digest(at)
        assert (due > at, times.quiet_end(due)) == (True, None), (times, at)
