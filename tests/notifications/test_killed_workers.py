"""Workers killed with SIGKILL at each point of a letter's way: it still goes, and goes once.

The workers are processes of their own, with a database and a data folder of their own.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.notifications.relay import Relay, running

ROOT = Path(__file__).resolve().parents[2]
POST = """
from notifications.actions.outbox import Recipient, Text, post
from notifications.enums import Lane
for lane in Lane:
    post(to=Recipient("ana@example.org"), texts={"en": Text("Hello", "Hello")}, is_automatic=False, topic="ticket:1", lane=lane)
"""
SEND = """
from notifications.actions.sending import drain
from notifications.actions.sweeping import sweep
from notifications.enums import Lane
sweep()
drain(Lane("{lane}"))
"""


@dataclass
class House:
    """An installation of its own in one folder."""

    folder: Path

    def start(self, code: str, email_url: str = "") -> subprocess.Popen[str]:
        """Start a process that runs ``code`` inside the house."""
        return self.manage("shell", "--no-imports", "-c", code, email_url=email_url)

    def manage(self, *words: str, email_url: str = "") -> subprocess.Popen[str]:
        """Start one management command."""
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env |= {"DATA_DIR": str(self.folder), "EMAIL_URL": email_url, "LOG_LEVEL": "ERROR"}
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def database(self) -> sqlite3.Connection:
        """Look into the database from outside; any thread may."""
        return sqlite3.connect(self.folder / "suport.sqlite3", isolation_level=None, check_same_thread=False)

    def standing(self, lane: str) -> tuple[str, int]:
        """State and attempts of the lane's one delivery."""
        with self.database() as db:
            found: tuple[str, int] = db.execute("SELECT state, attempts FROM notifications_delivery WHERE lane = ?", [lane]).fetchone()
        db.close()
        return found

    def journals(self) -> str:
        """All that was ever noted."""
        return "".join(path.read_text() for path in (self.folder / "journal").iterdir())


def finish(process: subprocess.Popen[str]) -> None:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def wait_for(sign: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not sign():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house whose outbox holds one urgent and one bulk mail, committed and told to nobody."""
    folder = tmp_path_factory.mktemp("template")
    finish(House(folder).manage("migrate", "notifications", "-v0"))
    finish(House(folder).start(POST))
    shutil.rmtree(folder / "broker")
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> House:
    shutil.copytree(template, tmp_path / "house")
    return House(tmp_path / "house")


@pytest.fixture
def sink():
    with running() as one:
        yield one


def killed_at(stage: str, home: House, sink: Relay, lane: str) -> None:
    """Let a worker send, hold the relay's answer at ``stage``, and kill the worker meanwhile."""
    is_there, may_go = threading.Event(), threading.Event()

    def hold(address: str) -> None:
        is_there.set()
        may_go.wait(30)

    setattr(sink, stage, hold)
    worker = home.start(SEND.format(lane=lane), sink.url)
    assert is_there.wait(30)
    kill(worker)
    setattr(sink, stage, lambda address: None)
    may_go.set()


@pytest.mark.parametrize("lane", ["default", "bulk"])
def test_a_mail_whose_nudge_was_lost_is_swept_and_sent(home, sink, lane):
    finish(home.start(SEND.format(lane=lane), sink.url))

    assert (home.standing(lane), len(sink.mails)) == (("sent", 1), 1)


@pytest.mark.parametrize("lane", ["default", "bulk"])
def test_killed_before_the_content_it_is_sent_once_by_the_next_worker(home, sink, lane):
    killed_at("to_recipient", home, sink, lane)

    finish(home.start(SEND.format(lane=lane), sink.url))

    assert (home.standing(lane), len(sink.mails)) == (("sent", 2), 1)


@pytest.mark.parametrize("lane", ["default", "bulk"])
def test_killed_after_the_relay_took_it_it_is_not_sent_again(home, sink, lane):
    lock = home.database()

    def lock_out(address: str) -> None:
        lock.execute("BEGIN IMMEDIATE")  # the worker will hear 250, note it, and wait in vain to write it down

    sink.to_content = lock_out
    worker = home.start(SEND.format(lane=lane), sink.url)
    wait_for(lambda: (home.folder / "journal").is_dir() and home.journals().endswith(" 250\n"))
    kill(worker)
    lock.execute("ROLLBACK")
    lock.close()
    before = home.standing(lane)

    finish(home.start(SEND.format(lane=lane), sink.url))

    assert (before, home.standing(lane), len(sink.mails)) == (("sending", 1), ("sent", 1), 1)


def test_killed_in_between_an_urgent_mail_is_sent_again_under_the_same_id(home, sink):
    killed_at("to_content", home, sink, "default")

    finish(home.start(SEND.format(lane="default"), sink.url))

    ids = {letter["Message-ID"] for letter in sink.mails}
    assert (home.standing("default"), len(ids)) == (("sent", 2), 1)


def test_killed_in_between_a_broadcasts_mail_is_held_as_unknown(home, sink):
    killed_at("to_content", home, sink, "bulk")

    finish(home.start(SEND.format(lane="bulk"), sink.url))

    assert home.standing("bulk") == ("unknown", 1)
    assert len(sink.mails) <= 1
