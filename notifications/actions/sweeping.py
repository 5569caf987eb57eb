"""Find what the broker forgot."""

from datetime import datetime

from foundation import clock
from notifications.actions.blanking import blank_finished
from notifications.actions.nudging import nudge
from notifications.actions.settling import settle_abandoned
from notifications.enums import Lane
from notifications.models import Delivery


def sweep(*, at: datetime | None = None) -> list[Lane]:
    """Settle what dead workers held, forget secrets nobody waits for, and nudge the lanes that have due work. Return those lanes. Reads partial indexes."""
    now = clock.now(at)
    settle_abandoned(at=now)
    blank_finished(at=now)
    return [lane for lane in Lane if Delivery.objects.due(lane, now).exists() and nudge(lane, at=now)]
