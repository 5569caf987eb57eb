"""A folder of a mail account, opened by IMAP: what waits in it, the raw mails, moving them away. Nothing is ever deleted."""

import imaplib
import logging
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted
from imap_tools.utils import encode_folder

from tickets.account_enums import ReadingFault, Security
from tickets.channels.credentials import Credentials, Unreadable, credentials
from tickets.models import MailAccount

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0
# How often a waiting reader looks whether it should stop.
LOOK_SECONDS = 2
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever goes wrong with the connection into words for people."""
    try:
        yield
    except socket.gaierror as problem:
        raise Unreadable(ReadingFault.NO_HOST, problem.strerror or "") from problem
    except ssl.SSLCertVerificationError as problem:
        raise Unreadable(ReadingFault.CERTIFICATE, problem.verify_message) from problem
    except ssl.SSLError as problem:
        raise Unreadable(ReadingFault.NO_TLS, problem.reason or "") from problem
    except ConnectionRefusedError as problem:
        raise Unreadable(ReadingFault.REFUSED) from problem
    except TimeoutError as problem:
        raise Unreadable(ReadingFault.SILENT) from problem
    except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError, UnicodeError, ValueError) as problem:
        raise Unreadable(ReadingFault.BROKEN, _words(problem)) from problem


def _words(problem: Exception) -> str:
    """Return what the server said, without our library's wrapping."""
    result = getattr(problem, "command_result", None)
    said = result[1] if isinstance(result, tuple) and len(result) > 1 else problem
    if isinstance(said, list):
        said = b" ".join(part for part in said if isinstance(part, bytes)).decode("utf-8", "replace")
    return str(said)


class OpenFolder:
    """The folder of an account that is being read. Every method raises ``Unreadable`` when the server does not do as asked."""

    def __init__(self, box: BaseMailBox, account: MailAccount) -> None:
        self.box = box
        # Asked again after signing in: many servers can do more then.
        _code, told = box.client.capability()
        self.abilities = set(told[-1].decode("ascii", "replace").upper().split()) if told and told[-1] else set()
        with _failing_as(ReadingFault.FOLDER):
            for folder in (account.processed_folder, account.failed_folder):
                if not box.folder.exists(folder):
                    box.folder.create(folder)
            box.folder.set(account.folder)
            _code, validity = box.client.response("UIDVALIDITY")
            self.uid_validity = int(validity[0]) if validity and validity[0] else 0

    @property
    def can_wait(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177)."""
        return "IDLE" in self.abilities

    def waiting(self) -> list[int]:
        """Return the UIDs of all mails in the folder, oldest first; those that somebody marked as deleted are left alone."""
        with _told():
            # What came meanwhile is told in the answer to any command; this one does nothing else.
            self.box.client.noop()
            return sorted(int(uid) for uid in self.box.uids("UNDELETED", charset=None))

    def size(self, uid: int) -> int | None:
        """Return how many bytes a mail has, ``None`` when it has gone meanwhile."""
        with _told():
            code, told = self.box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
        if code != "OK":
            raise Unreadable(ReadingFault.MAIL, f"FETCH {uid}: {code}")
        for part in told:
            line = part[0] if isinstance(part, tuple) else part
            if line is not None and (found := _SIZE.search(line)):
                return int(found[1])
        return None

    def raw(self, uid: int) -> bytes | None:
        """Return a mail as it is, without marking it as seen; ``None`` when it has gone meanwhile."""
        with _told():
            code, told = self.box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
        if code != "OK":
            raise Unreadable(ReadingFault.MAIL, f"FETCH {uid}: {code}")
        return next((part[1] for part in told if isinstance(part, tuple) and b"BODY[]" in part[0].upper()), None)

    def move(self, uid: int, folder: str) -> None:
        """Move a mail to ``folder``. Where the server has no MOVE, it is copied, and the copy left behind is marked as deleted."""
        name = encode_folder(folder)
        if "MOVE" in self.abilities:
            self._must("MOVE", str(uid), name)
            return
        self._must("COPY", str(uid), name)
        self._must("STORE", str(uid), "+FLAGS", r"(\Deleted)")
        if "UIDPLUS" in self.abilities:
            # Only this one: EXPUNGE alone would remove what other people marked.
            self._must("EXPUNGE", str(uid))

    def _must(self, *command: str | bytes) -> None:
        with _told():
            code, told = self.box.client.uid(*command)  # type: ignore[arg-type]
        if code != "OK":
            words = b" ".join(part for part in told if isinstance(part, bytes)).decode("utf-8", "replace")
            raise Unreadable(ReadingFault.MAIL, words)

    def wait(self, seconds: int, is_over: Callable[[], bool]) -> None:
        """Wait until the server tells of something, ``is_over`` says so, or ``seconds`` have passed."""
        with _told(), self.box.idle as idle:
            for _ in range(seconds // LOOK_SECONDS):
                if idle.poll(timeout=LOOK_SECONDS) or is_over():
                    return


@contextmanager
def _failing_as(fault: ReadingFault) -> Iterator[None]:
    try:
        yield
    except (ImapToolsError, imaplib.IMAP4.error) as problem:
        if isinstance(problem, imaplib.IMAP4.abort):
            raise
        raise Unreadable(fault, _words(problem)) from problem


@contextmanager
def opened(account: MailAccount) -> Iterator[OpenFolder]:
    """Connect, sign in and open the folder; sign out at the end. Raises ``Unreadable``."""
    secret = credentials(account)
    with _told():
        box = _connected(account)
    try:
        with _told():
            _sign_in(box, account.user, secret)
            folder = OpenFolder(box, account)
        yield folder
    finally:
        try:
            box.logout()
        except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError):
            logger.debug("The mail server had gone before the farewell")


def _connected(account: MailAccount) -> BaseMailBox:
    host, port = account.host, account.port_number
    if account.security == Security.NONE:
        return MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    if account.security == Security.TLS:
        return MailBox(host, port, timeout=TIMEOUT_SECONDS, ssl_context=context)
    box = MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
    try:
        box.client.starttls(context)
    except BaseException as problem:
        box.client.shutdown()
        if isinstance(problem, imaplib.IMAP4.error):
            raise Unreadable(ReadingFault.NO_TLS, _words(problem)) from problem
        raise
    return box


def _sign_in(box: BaseMailBox, user: str, secret: Credentials) -> None:
    try:
        with _failing_as(ReadingFault.LOGIN):
            if secret.is_token:
                box.xoauth2(user, secret.secret, initial_folder=None)
            elif (user + secret.secret).isascii():
                box.login(user, secret.secret, initial_folder=None)
            else:
                box.login_utf8(user, secret.secret, initial_folder=None)
    except Unreadable as problem:
        raise Unreadable(problem.fault, problem.detail.replace(secret.secret, "…")) from problem
