"""Tell a lane's workers that there is work: a nudge is news, never the work itself."""

import logging
from datetime import datetime, timedelta

from celery import current_app

from foundation import clock
from notifications.enums import Lane
from notifications.models import LaneSignal

logger = logging.getLogger(__name__)

DRAIN_TASK = "notifications.tasks.drain"
# A nudge that has not arrived by now was lost with its broker; another may be sent.
STALE_AFTER = timedelta(seconds=10)


def nudge(lane: Lane, *, at: datetime | None = None) -> bool:
    """Put one nudge for ``lane`` into the broker unless one waits there already. Return whether it was put.

    Never raises for a broker that cannot be reached: the rows are safe, and the sweep finds them.
    """
    if not LaneSignal.objects.raise_for(lane, clock.now(at), STALE_AFTER):
        return False
    try:
        current_app.send_task(DRAIN_TASK, args=[lane.value], queue=lane.value, retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001 - each broker library raises its own, and none may reach the person who pressed Send
        logger.warning("The broker did not take a nudge for lane %s: %s: %s", lane.value, type(error).__name__, error)
        return False
    return True
