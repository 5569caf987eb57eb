"""What workers ask every few seconds reads an index of what is still to be done, however much was sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from notifications.enums import Lane
from notifications.models import Delivery, Mail

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

QUESTIONS: dict[str, Callable[[], QuerySet[Any]]] = {
    "notifications_delivery_due": lambda: Delivery.objects.due(Lane.DEFAULT, timezone.now()).order_by("not_before", "pk")[:20],
    "notifications_delivery_claimed": lambda: Delivery.objects.being_sent().order_by("lease_until", "pk")[:500],
    "notifications_mail_secret": lambda: Mail.objects.filter(is_secret=True, blanked_at=None),
    "notifications_mail_topic": lambda: Delivery.objects.about("ticket:310"),
}


@pytest.mark.parametrize("index", QUESTIONS)
def test_the_question_reads_its_own_index(index):
    assert f"USING INDEX {index}" in QUESTIONS[index]().explain().replace("COVERING ", "")
