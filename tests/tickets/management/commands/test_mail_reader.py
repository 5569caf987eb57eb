"""The reader of mail accounts as a process of its own: it hears of mail at once, stops when told, and may be killed at any step."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from foundation import blobs
from tests.plugins.dovecot import Dovecot
from tests.plugins.worker import shared_environment
from tests.tickets.accounts import Outside, account, eventually
from tests.tickets.mails import raw
from tickets.models import CollectedMail, InboundMail, MailAccount

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

FOLDERS = ("INBOX", "Suport-received")
StartReader = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_reader(support, settings: Any) -> Iterator[StartReader]:
    """Start readers; each is killed at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        environment = {**os.environ, **shared_environment(settings)}
        started.append(subprocess.Popen([sys.executable, "manage.py", "mail_reader"], env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


class Wire(threading.Thread):
    """Passes bytes between a reader and the server, and holds back the client's line that contains ``held``."""

    def __init__(self, server: Dovecot, held: bytes) -> None:
        super().__init__(daemon=True)
        self.held, self.is_held = held, threading.Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        self.server = socket.create_connection(("127.0.0.1", server.port))
        self.client: socket.socket | None = None

    def run(self) -> None:
        """Serve one client."""
        self.client, _ = self.door.accept()
        threading.Thread(target=self._pass, args=(self.server, self.client), daemon=True).start()
        self._pass(self.client, self.server)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while content := source.recv(65536):
                if source is self.client and self.held in content:
                    self.is_held.set()
                    return
                target.sendall(content)
        except OSError:
            return

    def cut(self) -> None:
        """Close everything."""
        for end in (self.door, self.server, self.client):
            if end is not None:
                end.close()


def test_mail_is_received_as_soon_as_the_server_tells_of_it(dovecot, start_reader):
    outside, row = Outside(dovecot), account(dovecot)
    start_reader()
    eventually(lambda: MailAccount.objects.filter(last_read_at__isnull=False).exists(), "the account was never read")

    outside.deliver(raw())

    eventually(InboundMail.objects.exists, "the mail was not received")
    eventually(lambda: outside.counts(*FOLDERS) == [0, 1], "the mail was not moved")
    row.refresh_from_db()
    # Nobody signed in anew: the same reader holds the account.
    assert row.reader != ""


def test_a_reader_that_is_told_to_stop_gives_the_account_back(dovecot, start_reader):
    account(dovecot)
    process = start_reader()
    eventually(lambda: MailAccount.objects.filter(last_read_at__isnull=False).exists(), "the account was never read")

    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 0
    assert MailAccount.objects.get().reader == ""


@pytest.mark.parametrize(("held", "stored"), [(b"BODY.PEEK", 0), (b"MOVE", 1)], ids=["before it is stored", "between store and move"])
def test_a_reader_that_is_killed_loses_nothing_and_brings_nothing_twice(dovecot, start_reader, held, stored):
    outside, wire = Outside(dovecot), Wire(dovecot, held)
    wire.start()
    row = account(dovecot, port=wire.port)
    outside.deliver(raw(identity=""))
    process = start_reader()
    assert wire.is_held.wait(60)
    process.kill()
    process.wait()
    wire.cut()
    assert (InboundMail.objects.count(), CollectedMail.objects.count(), outside.counts("INBOX")) == (stored, stored, [1])

    # What the dead reader held comes free when its lease ends.
    MailAccount.objects.filter(pk=row.pk).update(port=dovecot.port, reader_until=None)
    start_reader()

    eventually(lambda: outside.counts(*FOLDERS) == [0, 1], "the mail was not moved")
    eventually(lambda: not CollectedMail.objects.exists(), "the note stayed")
    assert [blobs.read(mail.digest) for mail in InboundMail.objects.all()] == [raw(identity="")]
