"""Caps: how often a key may pass."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actions import throttle
from accounts.models import Throttle
from tests.threads import together

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def passes(times: int, *, key: str = "form:192.0.2.7", limit: int = 3, at: datetime = NOON) -> list[bool]:
    return [throttle.allow(key, limit=limit, per=HOUR, at=at) for _ in range(times)]


def test_a_key_passes_up_to_its_limit():
    assert passes(5) == [True, True, True, False, False]


def test_another_key_has_a_count_of_its_own():
    passes(3)

    assert passes(1, key="form:192.0.2.8") == [True]


def test_a_new_window_begins_when_the_old_one_is_over():
    passes(4)

    just_before, then = passes(1, at=NOON + HOUR - timedelta(seconds=1)), passes(4, at=NOON + HOUR)

    assert (just_before, then) == ([False], [True, True, True, False])


def test_a_limit_of_nothing_lets_nobody_pass():
    assert passes(2, limit=0) + passes(1, limit=0, at=NOON + HOUR) == [False, False, False]


def test_keys_are_not_kept_in_words():
    passes(1, key="ack-address:marta@example.net")

    assert [len(row.key) for row in Throttle.objects.all()] == [64]


def test_old_counters_are_forgotten():
    passes(1, key="old", at=NOON - HOUR)
    passes(1, key="young", at=NOON)

    assert (throttle.forget_before(NOON), Throttle.objects.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_as_many_pass_as_may():
    first = together(lambda: throttle.allow("k", limit=3, per=HOUR, at=NOON), times=8)
    in_a_new_window = together(lambda: throttle.allow("k", limit=3, per=HOUR, at=NOON + HOUR), times=8)

    assert (first.count(True), in_a_new_window.count(True)) == (3, 3)
