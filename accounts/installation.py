"""The house's own row, read on every request and therefore remembered for a few seconds in each process."""

import time
from dataclasses import dataclass

from django.db import DatabaseError

from accounts.models import Installation

REMEMBERED_SECONDS = 5.0


@dataclass
class _Memory:
    row: Installation | None = None
    read_at: float = 0.0


_memory = _Memory()


def current() -> Installation:
    """Return the installation; an unsaved one with defaults while there is no row or no database."""
    if _memory.row is None or time.monotonic() - _memory.read_at > REMEMBERED_SECONDS:
        try:
            _memory.row = Installation.objects.filter(pk=1).first() or Installation(pk=1)
        except DatabaseError:
            return _memory.row or Installation(pk=1)
        _memory.read_at = time.monotonic()
    return _memory.row


def forget() -> None:
    """Read the row afresh at the next call."""
    _memory.row = None
