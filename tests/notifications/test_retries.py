"""Delays grow, and end."""

from datetime import timedelta

from notifications.retries import delay_after


def test_delays_grow_from_a_minute_to_four_hours():
    minutes = [int((delay_after(n) or timedelta()).total_seconds() // 60) for n in range(1, 7)]

    assert minutes == [1, 5, 15, 60, 240, 240]


def test_trying_ends_within_three_days():
    delays: list[timedelta] = []
    while (delay := delay_after(len(delays) + 1)) is not None:
        delays.append(delay)

    assert len(delays) == 21
    assert timedelta(days=2, hours=20) < sum(delays, timedelta()) <= timedelta(days=3)
