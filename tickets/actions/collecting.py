"""Reading mail accounts: each mail is stored here first, then moved away there; never deleted, and never received twice.

One reader at a time holds an account: a lease that it renews while it works. Before a mail is stored the lease is locked and looked at,
so that a reader who was away for too long stores nothing. What is stored and not yet moved is a ``CollectedMail``, written in the same
transaction as the mail: whatever stops a reader, the next one moves that mail and does not receive it again.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q

from foundation import clock
from foundation.safetext import one_line
from mailroom import envelope
from notifications.bounce_addresses import read_bounce_address
from queues.models import Mailbox
from tickets.account_enums import ReadingFault
from tickets.actions import inbound
from tickets.channels.credentials import Unreadable
from tickets.channels.imap import OpenFolder, opened
from tickets.mail_addresses import mailbox_for
from tickets.models import CollectedMail, InboundMail, MailAccount

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
EVERY = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
# After a connection that ended in the middle of waiting: servers end them when a token runs out, or when they start anew.
SOON = timedelta(seconds=5)
# One turn of a task; whoever stays connected goes on at once.
MOST_AT_ONCE = 200
WAIT_SECONDS = 20

Told = Callable[[int], None]


class TakenOver(Exception):
    """Somebody else reads the account now, or it was changed."""


class Reading:
    """One reader's turn with an account."""

    def __init__(self, account: MailAccount, reader: str, told: Told) -> None:
        self.account = account
        self.reader = reader
        self.told = told
        self.has_read = False

    def _held(self) -> "Q":
        return Q(pk=self.account.pk, reader=self.reader, is_active=True)

    def renew(self) -> None:
        """Hold the account for some more minutes. Raises ``TakenOver``."""
        if not MailAccount.objects.filter(self._held()).update(reader_until=clock.now() + LEASE):
            raise TakenOver

    def read_all(self, folder: OpenFolder) -> int:
        """Store and move what waits in the folder; return how many mails. Raises ``Unreadable`` and ``TakenOver``."""
        failed: Unreadable | None = None
        waiting = folder.waiting()
        self._forget_moved(folder, waiting)
        for uid in waiting[:MOST_AT_ONCE]:
            self.renew()
            try:
                self._read(folder, uid)
            except Unreadable as problem:
                if problem.fault != ReadingFault.MAIL:
                    raise
                # One mail that the server holds back does not hold up the others.
                failed = problem
        if failed is not None:
            raise failed
        moment = clock.now()
        MailAccount.objects.filter(self._held()).update(
            last_read_at=moment, alarm_at=self.account.alarm_after(moment), failures=0, fault="", fault_detail=""
        )
        self.has_read = True
        return min(len(waiting), MOST_AT_ONCE)

    def _forget_moved(self, folder: OpenFolder, waiting: list[int]) -> None:
        """Forget what was moved just before a reader stopped. After a change of UIDVALIDITY that shows only when all was looked at."""
        stale = self.account.collected.filter(uid_validity=folder.uid_validity).exclude(uid__in=waiting)
        stale.delete()
        if not waiting:
            self.account.collected.all().delete()

    def _read(self, folder: OpenFolder, uid: int) -> None:
        size = folder.size(uid)
        if size is None:
            return
        if size > settings.MAIL_DOOR.size_limit:
            folder.move(uid, self.account.failed_folder)
            said = one_line(f"{size} bytes, UID {uid}, {clock.now():%Y-%m-%d %H:%M} UTC → {self.account.failed_folder}", 200)
            MailAccount.objects.filter(pk=self.account.pk).update(last_too_large=said)
            return
        known = CollectedMail.objects.filter(account=self.account, uid_validity=folder.uid_validity, uid=uid).first()
        if known is None:
            raw = folder.raw(uid)
            if raw is None:
                return
            known = self._store(raw, folder.uid_validity, uid)
        folder.move(uid, self.account.processed_folder)
        known.delete()

    def _store(self, raw: bytes, uid_validity: int, uid: int) -> CollectedMail:
        """Store a mail with the note that it is still to be moved. Raises ``Unreadable`` when that is not possible here."""
        try:
            with transaction.atomic():
                if not MailAccount.objects.select_for_update().filter(self._held()).exists():
                    raise TakenOver
                known = self._of_another_validity(raw, uid_validity)
                if known is not None:
                    CollectedMail.objects.filter(pk=known.pk).update(uid_validity=uid_validity, uid=uid)
                    return known
                stored = self._received(raw)
                collected = CollectedMail.objects.create(account=self.account, uid_validity=uid_validity, uid=uid, inbound=stored)
        except (OSError, DatabaseError) as problem:
            logger.exception("A mail of %s could not be stored", self.account)
            raise Unreadable(ReadingFault.STORING, type(problem).__name__) from problem
        self.told(stored.pk)
        return collected

    def _of_another_validity(self, raw: bytes, uid_validity: int) -> CollectedMail | None:
        """The same bytes under a number that no longer counts."""
        digest = hashlib.sha256(raw).hexdigest()
        return self.account.collected.exclude(uid_validity=uid_validity).filter(inbound__digest=digest).order_by("pk").first()

    def _received(self, raw: bytes) -> InboundMail:
        to, mailbox = self._target(envelope.recipients(raw))
        path = envelope.return_path(raw)
        sender = inbound.NULL_SENDER if path == "" else path or ""
        return inbound.store(raw, envelope_to=to, envelope_from=sender, mailbox=mailbox)

    def _target(self, recipients: list[str]) -> tuple[str, Mailbox | None]:
        """Return which of its addresses a mail came for, and the mailbox: the one of a delivery that it brings back first of all."""
        fed = self.account.mailbox
        returned = next((to for to in recipients if read_bounce_address(to) is not None), None)
        if returned is not None:
            return returned, fed or mailbox_for(returned)
        own = [(to, box) for to in recipients if (box := mailbox_for(to)) is not None and fed in (None, box)]
        return own[0] if own else (fed.address if fed is not None else "", fed)


def _take(account: MailAccount, *, at: datetime) -> str | None:
    """Take the account for reading; return the reader's name, ``None`` when somebody else was faster."""
    reader = secrets.token_hex(16)
    taken = MailAccount.objects.due(at).filter(pk=account.pk).order_by().update(reader=reader, reader_until=at + LEASE)
    return reader if taken else None


@contextmanager
def _turn(account_id: int, told: Told) -> Iterator[Reading | None]:
    """Hold an account, and note how it went: after a failure the next turn comes later each time."""
    account = MailAccount.objects.select_related("mailbox").filter(pk=account_id).first()
    reader = _take(account, at=clock.now()) if account is not None else None
    if account is None or reader is None:
        yield None
        return
    account.refresh_from_db()
    pause, failure = EVERY, {}
    reading = Reading(account, reader, told)
    try:
        yield reading
    except TakenOver:
        return
    except Unreadable as problem:
        if problem.fault == ReadingFault.BROKEN and reading.has_read:
            pause = SOON
            return
        logger.warning("Mail account %s cannot be read: %s %s", account, problem.fault.value, one_line(problem.detail))
        failures = account.failures + 1 if account.fault else 1
        pause = min(EVERY * 2 ** min(failures, 10), LONGEST_PAUSE)
        failure = {"failures": failures, "fault": problem.fault, "fault_detail": one_line(problem.detail)}
    finally:
        mine = MailAccount.objects.filter(pk=account.pk, reader=reader)
        mine.update(reader="", reader_until=None, next_read_at=clock.now() + pause, **failure)


def collect(account_id: int, told: Told) -> int:
    """Read what waits in an account once; return how many mails. ``told`` hears the number of each received mail that was stored."""
    count = 0
    with _turn(account_id, told) as reading:
        if reading is not None:
            with opened(reading.account) as folder:
                count = reading.read_all(folder)
    return count


def follow(account_id: int, told: Told, is_over: Callable[[], bool]) -> None:
    """Read an account and stay connected while the server tells of new mail; return when it does not, or when ``is_over`` says so."""
    with _turn(account_id, told) as reading:
        if reading is None:
            return
        with opened(reading.account) as folder:
            while True:
                full = reading.read_all(folder) == MOST_AT_ONCE
                if not folder.can_wait or is_over():
                    return
                if not full:
                    folder.wait(WAIT_SECONDS, is_over)
                reading.renew()
                if is_over():
                    return


def check(account: MailAccount) -> int:
    """Connect, sign in and look into the folder; return how many mails wait there. Reads none. Raises ``Unreadable``."""
    with opened(account) as folder:
        return len(folder.waiting())
