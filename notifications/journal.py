"""What a worker was doing when it died: one small file per worker in ``DATA_DIR/journal``.

A line before DATA and a line with the relay's answer, each one write to a file that is only ever appended to: it outlives a killed
process (a page cache does not die with it). The file is locked for as long as its owner lives, so anybody on the same machine can
tell at once that its owner is dead, without waiting for a lease.
"""

import fcntl
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

BEFORE_DATA = "DATA"
ROTATE_AT = 4 * 1024 * 1024
# A file younger than this may belong to a process that is just about to lock it.
KEEP_FOR = 3600.0


def folder() -> Path:
    """Return the folder of the journals, made if missing."""
    path = Path(settings.DATA_DIR) / "journal"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


class Journal:
    """An open journal."""

    def __init__(self) -> None:
        self._file = -1
        self.pid = os.getpid()
        self.name = f"{socket.gethostname()[:40]}-{self.pid}-{secrets.token_hex(4)}"
        self.path = folder() / self.name
        self._file = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def note(self, delivery_pk: int, attempt: int, word: str | int) -> None:
        """Append one line: delivery, attempt, and ``DATA`` or the relay's code. Raises ``OSError`` (disk full): then nothing may be sent."""
        os.write(self._file, f"{delivery_pk} {attempt} {word}\n".encode("ascii"))

    def is_worn(self) -> bool:
        """Tell whether it is time for a fresh one: it grew large, was removed, or belongs to the process this one was forked from."""
        status = os.fstat(self._file)
        return self.pid != os.getpid() or status.st_size > ROTATE_AT or status.st_nlink == 0 or self.path.parent != folder()

    def close(self) -> None:
        """Let go of it; from now on it counts as left by the dead."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    def __del__(self) -> None:
        """A thread that ended leaves its journal as the dead do."""
        self.close()


class _OfThisThread(threading.local):
    """Each thread sends over its own connection, so each has its own journal: none is renewed under another's hands."""

    journal: Journal | None = None


_of_this_thread = _OfThisThread()


def current() -> Journal:
    """Return this thread's journal, opened at first use and renewed between batches when it is worn."""
    mine = _of_this_thread.journal
    if mine is None or mine.is_worn():
        if mine is not None:
            mine.close()
        mine = _of_this_thread.journal = Journal()
    return mine


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a journal on this machine says. ``words`` maps (delivery pk, attempt) to ``DATA`` or the code that followed it."""

    is_found: bool
    is_owner_alive: bool
    words: dict[tuple[int, int], str] = field(default_factory=dict)

    def word(self, delivery_pk: int, attempt: int) -> str:
        """Return the last word on one attempt; empty when it was never begun."""
        return self.words.get((delivery_pk, attempt), "")


def testimony(name: str) -> Testimony:
    """Read the journal ``name``. One that is not in this machine's folder gives a testimony that is not found."""
    path = folder() / Path(name).name
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return Testimony(is_found=False, is_owner_alive=False)
    try:
        is_alive = _is_locked(file)
        text = path.read_text(encoding="ascii", errors="replace")
    finally:
        os.close(file)
    words: dict[tuple[int, int], str] = {}
    for line in text.splitlines():
        pk, _, rest = line.partition(" ")
        attempt, _, word = rest.partition(" ")
        if pk.isdecimal() and attempt.isdecimal() and word:
            words[int(pk), int(attempt)] = word
    return Testimony(is_found=True, is_owner_alive=is_alive, words=words)


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def forget_dead(still_needed: set[str]) -> int:
    """Remove journals of dead processes that no claim needs any more. Return how many."""
    removed = 0
    for path in folder().iterdir():
        if path.name in still_needed or time.time() - path.stat().st_mtime < KEEP_FOR or testimony(path.name).is_owner_alive:
            continue
        path.unlink(missing_ok=True)
        removed += 1
    return removed
