"""Mail accounts of a private Dovecot: set up, filled, and looked into from outside."""

import imaplib
import time
from collections.abc import Callable
from typing import Any

from foundation import clock, sealed
from queues.models import Mailbox
from tests.plugins.dovecot import PASSWORD, Dovecot
from tickets.account_enums import Security
from tickets.models import MailAccount

PATIENCE = 30


def account(server: Dovecot, **fields: Any) -> MailAccount:
    """An account that feeds the support mailbox and is due now."""
    given = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.NONE,
        "user": "suport",
        "sealed_password": sealed.seal(PASSWORD),
        "mailbox": Mailbox.objects.filter(address="suport@example.org").first(),
        "next_read_at": clock.now(),
        **fields,
    }
    return MailAccount.objects.create(**given)


class Outside:
    """Somebody who puts mails into the account's folders and counts them there."""

    def __init__(self, server: Dovecot) -> None:
        self.client = imaplib.IMAP4("127.0.0.1", server.port)
        self.client.authenticate("PLAIN", lambda _: f"\0suport\0{PASSWORD}".encode())
        server.farewells.append(self.client.shutdown)

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put mails into a folder."""
        for mail in mails:
            assert self.client.append(folder, "", "", mail)[0] == "OK"

    def counts(self, *folders: str) -> list[int]:
        """How many mails the folders hold; a folder that is not there holds none."""
        return [self._count(folder) for folder in folders]

    def _count(self, folder: str) -> int:
        code, told = self.client.select(folder, readonly=True)
        return int(told[0] or 0) if code == "OK" else 0

    def renew(self, folder: str, *mails: bytes) -> None:
        """Make a folder anew, as after a restore: the same mails under numbers of their own, and another UIDVALIDITY."""
        self.client.delete(folder)
        self.client.create(folder)
        self.deliver(*mails, folder=folder)


def eventually(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so; another process or thread brings it about."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)
