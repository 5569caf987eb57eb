"""Constants that are written into a statement instead of being bound to it.

SQLite decides on an index before it sees what is bound: a partial index whose condition names a constant serves only statements that
name the same constant (https://www.sqlite.org/partialindex.html, section 3). PostgreSQL takes both alike.
"""

import re
from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler

_HARMLESS = re.compile(r"[a-z0-9_-]*")


class Literal(Value):
    """One of our own code words (a state, a kind, the empty text), never anything from outside."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Return the word in quotes. Raises ``ValueError`` when it needs more than quotes."""
        if not _HARMLESS.fullmatch(str(self.value)):
            raise ValueError(f"{self.value!r} is no code word")
        return f"'{self.value}'", ()


def literals(words: Iterable[str]) -> list[Literal]:
    """Return ``words`` for the right side of ``__in``, in the order given, which has to be the index's."""
    return [Literal(str(word)) for word in words]
