"""Telling workers, at most one nudge at a time, and never at a person's expense."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from celery import Celery

from helpdesk import celery_app
from notifications.actions.nudging import nudge
from notifications.enums import Lane
from notifications.models import Delivery, LaneSignal

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def broker(settings, tmp_path):
    """A broker of files in this test's folder."""
    app = Celery("tests", set_as_current=True)
    app.conf.update(broker_url="filesystem://localhost", broker_transport="foundation.filesystem_broker:Transport")
    app.conf.broker_transport_options = {"folder": str(tmp_path / "broker")}
    yield tmp_path / "broker" / "queues"
    celery_app.set_current()
    app.close()


@pytest.fixture
def dead_broker():
    """A Redis address that nobody listens on, with the timeouts the settings give."""
    app = Celery("tests", set_as_current=True, broker="redis://127.0.0.1:1/0")
    app.conf.broker_transport_options = {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0}
    app.conf.broker_connection_timeout = 2
    yield app
    celery_app.set_current()
    app.close()


def waiting(queues: Path, lane: str) -> int:
    return len(list((queues / lane).glob("*.json")))


@pytest.mark.django_db
def test_one_nudge_at_most_waits_for_a_lane(broker):
    told = [nudge(Lane.DEFAULT, at=NOON), nudge(Lane.DEFAULT, at=NOON), nudge(Lane.BULK, at=NOON)]

    assert told == [True, False, True]
    assert (waiting(broker, "default"), waiting(broker, "bulk")) == (1, 1)


@pytest.mark.django_db
def test_a_nudge_that_arrived_makes_room_for_the_next(broker):
    nudge(Lane.DEFAULT, at=NOON)
    LaneSignal.objects.lower_for(Lane.DEFAULT)

    assert nudge(Lane.DEFAULT, at=NOON) is True


@pytest.mark.django_db
def test_a_nudge_that_never_arrived_is_forgotten_after_ten_seconds(broker):
    nudge(Lane.DEFAULT, at=NOON)

    assert nudge(Lane.DEFAULT, at=NOON + timedelta(seconds=10)) is False
    assert nudge(Lane.DEFAULT, at=NOON + timedelta(seconds=11)) is True


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_delays_a_mail_and_disturbs_nobody(dead_broker, mail, caplog):
    start = time.monotonic()
    delivery = mail()

    assert Delivery.objects.get() == delivery
    assert time.monotonic() - start < 3
    assert "The broker did not take a nudge for lane default" in caplog.text
