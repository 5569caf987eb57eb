"""What a mail account signs in with.

The administration keeps a password sealed, or names one that the server's environment holds: a page of the web can neither read a file
of this machine nor run a command on it.
"""

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from foundation import sealed
from tickets.account_enums import PasswordFrom, ReadingFault
from tickets.models import MailAccount

COMMAND_SECONDS = 30
LONGEST = 20_000


class Unreadable(Exception):
    """An account cannot be read: ``fault`` says why, ``detail`` what the other side said."""

    def __init__(self, fault: ReadingFault, detail: str = "") -> None:
        super().__init__(detail or fault.value)
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Credentials:
    """A password, or a token of OAuth 2.0."""

    secret: str
    is_token: bool = False


def credentials(account: MailAccount) -> Credentials:
    """Return what ``account`` signs in with. Raises ``Unreadable``."""
    found = _kept(account) if account.password_from == PasswordFrom.HERE else _on_this_server(account.password_name)
    if not found.secret or not found.secret.isprintable() or len(found.secret) > LONGEST:
        raise Unreadable(ReadingFault.NO_PASSWORD)
    return found


def _kept(account: MailAccount) -> Credentials:
    try:
        return Credentials(sealed.unseal(account.sealed_password) if account.sealed_password else "")
    except sealed.CannotBeOpened as problem:
        raise Unreadable(ReadingFault.SEALED) from problem


def _on_this_server(name: str) -> Credentials:
    start = f"IMAP_{name.upper()}"
    known: dict[str, str] = settings.IMAP_CREDENTIALS
    if command := known.get(f"{start}_TOKEN_COMMAND"):
        return Credentials(_token(command), is_token=True)
    if path := known.get(f"{start}_PASSWORD_FILE"):
        try:
            return Credentials(Path(path).read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as problem:
            raise Unreadable(ReadingFault.NO_PASSWORD, f"{start}_PASSWORD_FILE: {type(problem).__name__}") from problem
    if password := known.get(f"{start}_PASSWORD"):
        return Credentials(password)
    raise Unreadable(ReadingFault.NO_PASSWORD, f"{start}_PASSWORD, {start}_PASSWORD_FILE, {start}_TOKEN_COMMAND")


def _token(command: str) -> str:
    """Run the operator's own command; its first word is the token. What it prints and complains about may hold secrets and is not repeated."""
    try:
        done = subprocess.run(shlex.split(command), capture_output=True, timeout=COMMAND_SECONDS, check=True)  # noqa: S603 - set by the operator
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as problem:
        raise Unreadable(ReadingFault.COMMAND, _why(problem)) from None
    words = done.stdout.decode("utf-8", "replace").split()
    if not words:
        raise Unreadable(ReadingFault.COMMAND, "it printed nothing")
    return words[0]


def _why(problem: Exception) -> str:
    if isinstance(problem, subprocess.CalledProcessError):
        return f"exit code {problem.returncode}"
    if isinstance(problem, subprocess.TimeoutExpired):
        return f"it took longer than {COMMAND_SECONDS} seconds"
    return (problem.strerror if isinstance(problem, OSError) else None) or "it is no command"
