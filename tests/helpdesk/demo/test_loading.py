"""Loading the demo into a database where workers listen."""

from pathlib import Path

import pytest
from django.conf import settings

from helpdesk.demo.loading import load
from notifications.actions.nudging import nudge
from notifications.enums import Lane
from notifications.models import LaneSignal
from tickets.models import Ticket


def waiting() -> set[Path]:
    """What waits in the broker's folder."""
    return {path for path in Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["folder"]).rglob("*") if path.is_file()}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_no_worker_is_told_of_mail_that_nobody_sends() -> None:
    before = waiting()

    load()

    assert Ticket.objects.count() == 62
    assert waiting() == before
    assert LaneSignal.objects.get().waiting_since is None
    assert nudge(Lane.DEFAULT)
    assert len(waiting()) == len(before) + 1
