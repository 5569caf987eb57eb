"""Nudges and ticks do what the rows ask for."""

import time_machine
from django.utils import timezone

from notifications import tasks
from notifications.enums import Lane
from notifications.models import Delivery, Heartbeat, LaneSignal


def test_a_nudge_sends_and_makes_room_for_the_next(mail, relay):
    mail()
    LaneSignal.objects.create(lane=Lane.DEFAULT, waiting_since=timezone.now())

    tasks.drain("default")

    assert Delivery.objects.get().state == "sent"
    assert LaneSignal.objects.get().waiting_since is None


def test_a_nudge_without_work_does_nothing(db):
    tasks.drain("bulk")

    assert Delivery.objects.count() == 0


@time_machine.travel("2026-03-02 12:00 +0000", tick=False)
def test_the_clock_leaves_one_sign_of_life(db):
    tasks.beat_heartbeat()
    tasks.beat_heartbeat()

    assert list(Heartbeat.objects.values_list("name", "at")) == [("beat", timezone.now())]
