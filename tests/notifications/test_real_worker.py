"""A real Celery worker behind a real Redis."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from notifications.models import Delivery

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "worker --queues default --pool solo --without-gossip --without-mingle --without-heartbeat --loglevel WARNING"


@pytest.fixture
def worker_env(settings, tmp_path, relay) -> dict[str, str]:
    """What a worker needs to share this test's database, broker and relay."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return os.environ | {
        "DATABASE_URL": urlunsplit(database),
        "DATA_DIR": str(tmp_path),
        "EMAIL_URL": relay.url,
        "MAIL_KEY": settings.MAIL_KEY,
    }


def start(env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "-A", "helpdesk", *COMMAND.split()]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def sent_within(seconds: float, delivery: Delivery) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        delivery.refresh_from_db()
        if delivery.state == "sent":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.postgresql
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_committed_mail_is_on_its_way_within_a_moment(mail, relay, worker_env):
    worker = start(worker_env)
    try:
        first = mail()
        assert sent_within(20, first)  # the worker is up now
        second = mail("pere@example.org")

        assert sent_within(2, second)
        assert relay.recipients == ["ana@example.org", "pere@example.org"]
    finally:
        worker.terminate()
        worker.wait(20)
