"""What time it is."""

from datetime import UTC, datetime

import pytest
import time_machine

from foundation import clock

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_given_moment_is_the_moment():
    assert clock.now(NOON) == NOON


def test_else_it_is_now_in_utc():
    with time_machine.travel(NOON, tick=False):
        assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Asia/Tokyo", "Europe/Madrid"], "Asia/Tokyo"),
        (["", "Europe/Madrid"], "Europe/Madrid"),
        (["Nowhere/Else", "../x"], "UTC"),
        ([], "UTC"),
    ],
)
def test_a_zone_is_the_first_that_exists(names, key):
    assert clock.zone(*names).key == key
