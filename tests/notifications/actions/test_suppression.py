"""Addresses that must not be mailed."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.actions.suppression import lift, suppress
from notifications.enums import SuppressionScope
from notifications.models import Suppression

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HARD, COMPLAINT = SuppressionScope.HARD_BOUNCE, SuppressionScope.COMPLAINT
pytestmark = pytest.mark.django_db


def in_force(at: datetime) -> list[tuple[str, str]]:
    return list(Suppression.objects.in_force(at).values_list("address", "scope"))


def test_a_bounce_heals_after_sixty_days_and_a_complaint_does_not():
    suppress("Ana@Example.org", scope=HARD, reason="5.1.1", at=NOON)
    suppress("pere@example.org", scope=COMPLAINT, reason="said so", at=NOON)

    assert in_force(NOON + timedelta(days=59)) == [("ana@example.org", "hard-bounce"), ("pere@example.org", "complaint")]
    assert in_force(NOON + timedelta(days=60)) == [("pere@example.org", "complaint")]


@pytest.mark.parametrize(("first", "second", "left"), [(HARD, COMPLAINT, "hard-bounce"), (COMPLAINT, HARD, "hard-bounce")])
def test_of_two_scopes_the_wider_holds(first, second, left):
    suppress("ana@example.org", scope=first, reason="one", at=NOON)
    suppress("ana@example.org", scope=second, reason="two", at=NOON)

    assert in_force(NOON) == [("ana@example.org", left)]


def test_an_address_can_be_allowed_again():
    suppress("ana@example.org", scope=HARD, reason="5.1.1", at=NOON)

    lift("Ana@example.org")

    assert in_force(NOON) == []
