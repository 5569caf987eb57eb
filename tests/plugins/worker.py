"""A real Celery worker over a real Redis, for tests marked ``services``."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection

PATIENCE = 30
StartWorker = Callable[..., "Worker"]


class Worker:
    """One worker process; its output is in ``log``."""

    def __init__(self, log: Path, environment: dict[str, str], queues: str) -> None:
        self.log = log
        command = [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "helpdesk",
            "worker",
            "--queues",
            queues,
            "--pool",
            "solo",
            "--loglevel",
            "info",
        ]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "--without-gossip", "--without-mingle"], env=environment, stdout=output, stderr=output
            )

    def wait_until_ready(self) -> None:
        """Wait for the worker's own word. Raises ``AssertionError`` with its output when it does not come."""
        end = time.monotonic() + PATIENCE
        while " ready." not in (told := self.log.read_text(errors="replace")):
            is_late = self.process.poll() is not None or time.monotonic() > end
            assert not is_late, f"The worker did not become ready:\n{told}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End the worker as a power cut would."""
        self.process.kill()
        self.process.wait()


@pytest.fixture
def start_worker(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[StartWorker]:
    """Start workers on this test's database: ``start_worker(queues="default,bulk", EMAIL_URL="smtp://127.0.0.1:2525")``.

    Further keywords are environment variables of the worker. Every worker is killed at the end.
    """
    assert django_settings.REDIS_URL, "a test marked services runs with REDIS_URL"
    with redis.Redis.from_url(django_settings.REDIS_URL) as server:
        server.flushdb()
    started: list[Worker] = []

    def start(*, queues: str = "default,bulk", **environment: str) -> Worker:
        worker = Worker(tmp_path / f"worker-{len(started)}.log", {**os.environ, **shared_environment(settings), **environment}, queues)
        started.append(worker)
        worker.wait_until_ready()
        return worker

    yield start
    for worker in started:
        worker.kill()


def shared_environment(settings: Any) -> dict[str, str]:
    """What a worker must have in common with the test."""
    database = connection.settings_dict
    address = f"{database['HOST']}:{database['PORT']}"
    return {
        "DATABASE_URL": f"postgresql://{database['USER']}:{database['PASSWORD']}@{address}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "MAIL_KEY": settings.MAIL_KEY,
    }
