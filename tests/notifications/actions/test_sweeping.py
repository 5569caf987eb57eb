"""What the broker forgot is found."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from notifications.actions import outbox
from notifications.actions.sweeping import sweep
from notifications.enums import Lane
from notifications.models import LaneSignal, MailText

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_lane_with_due_work_is_nudged(mail):
    mail(at=NOON, lane=Lane.BULK)
    mail(at=NOON, not_before=NOON + timedelta(minutes=1))

    assert sweep(at=NOON) == [Lane.BULK]


def test_a_lane_that_was_just_nudged_is_left_in_peace(mail):
    mail(at=NOON)

    assert [sweep(at=NOON), sweep(at=NOON + timedelta(seconds=5)), sweep(at=NOON + timedelta(seconds=11))] == [
        [Lane.DEFAULT],
        [],
        [Lane.DEFAULT],
    ]


@pytest.mark.django_db
def test_nothing_to_do_costs_four_queries(django_assert_num_queries):
    with django_assert_num_queries(4):
        sweep(at=NOON)

    assert LaneSignal.objects.count() == 0


def test_a_cancelled_secret_is_forgotten(mail):
    outbox.cancel(mail(is_secret=True, texts={"en": outbox.Text("Code", "123456")}), by=None)
    kept = mail(is_secret=True, texts={"en": outbox.Text("Code", "654321")})

    sweep(at=timezone.now())

    assert sorted(MailText.objects.values_list("text", flat=True)) == ["654321", "The text was removed after sending."]
    assert kept.mail.texts.get().text == "654321"
