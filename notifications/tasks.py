"""Nudges and ticks. Each does what the rows ask for, so it may be lost or run twice."""

from celery import shared_task

from foundation import clock
from notifications.actions import nudging, sending, sweeping
from notifications.enums import Lane
from notifications.models import Delivery, Heartbeat, LaneSignal


@shared_task
def drain(lane: str) -> None:
    """Send what is due on ``lane``; if that takes long, go to the end of the queue and on from there."""
    of = Lane(lane)
    LaneSignal.objects.lower_for(of)
    sent = sending.drain(of)
    if sent and Delivery.objects.due(of, clock.now()).exists():
        nudging.nudge(of)


@shared_task
def sweep() -> None:
    """Every few seconds: what is due, what dead workers held, nudges that were lost."""
    sweeping.sweep()


@shared_task
def beat_heartbeat() -> None:
    """Show that the clock ticks and a worker of the urgent queue listens."""
    Heartbeat.objects.beat("beat", clock.now())
