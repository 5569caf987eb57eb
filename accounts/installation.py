"""The house's own row, read on every request and therefore remembered for a few seconds in each process."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError

from accounts.models import Installation

REMEMBERED_SECONDS = 5.0
T = TypeVar("T")


@dataclass
class _Memory:
    row: Installation | None = None
    read_at: float = 0.0
    besides: dict[str, Any] = field(default_factory=dict)


_memory = _Memory()


def current() -> Installation:
    """Return the installation; an unsaved one with defaults while there is no row or no database."""
    if _memory.row is None or time.monotonic() - _memory.read_at > REMEMBERED_SECONDS:
        try:
            _memory.row = Installation.objects.filter(pk=1).first() or Installation(pk=1)
        except DatabaseError:
            return _memory.row or Installation(pk=1)
        _memory.read_at = time.monotonic()
        _memory.besides.clear()
    return _memory.row


def remembered(name: str, read: Callable[[], T]) -> T:
    """Return what ``read`` gives, remembered under ``name`` for as long as the row: for what every mail needs and few ever change."""
    current()
    found: T | None = _memory.besides.get(name)
    if found is None:
        found = _memory.besides[name] = read()
    return found


def forget() -> None:
    """Read the row, and what is remembered with it, afresh at the next call."""
    _memory.row = None
