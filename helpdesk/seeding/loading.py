"""Loading rows by the million: COPY on PostgreSQL, executemany on SQLite, indexes built when all rows are there."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Value = str | int | None
Row = Sequence[Value]
# Held while an index is built; this connection's alone.
MEMORY_FOR_INDEXES = "256MB"


class Table:
    """A table to load: the columns that differ from row to row, and the defaults of all others."""

    def __init__(self, model: type[models.Model], *varying: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - documented under this name
        self.model = model
        self.name = model._meta.db_table  # noqa: SLF001 - documented under this name
        same = {name: field for name, field in fields.items() if name not in varying and not field.primary_key}
        self.columns = [fields[name].column for name in varying] + [field.column for field in same.values()]
        self.defaults = tuple(default_of(field) for field in same.values())

    def load(self, rows: Iterable[Row]) -> int:
        """Write ``rows``, each with its varying values in order; return how many."""
        whole = [(*row, *self.defaults) for row in rows]
        if connection.vendor == "postgresql":
            self._copy(whole)
        else:
            places = ", ".join(["%s"] * len(self.columns))
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {self.name} ({self._listed()}) VALUES ({places})", whole)  # noqa: S608 - our own names
        return len(whole)

    def _listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    def _copy(self, rows: Iterable[Row]) -> None:
        text = io.StringIO()
        for row in rows:
            text.write("\t".join(map(copied, row)))
            text.write("\n")
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.name} ({self._listed()}) FROM STDIN") as copy:
            copy.write(text.getvalue())


def default_of(field: "models.Field[Any, Any]") -> Value:
    """Return what a row that says nothing has in ``field``, as both databases take it in a text: truth as 1 and 0, JSON as its text."""
    given = field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(given)
    if given is None or isinstance(given, str):
        return given
    return int(given) if isinstance(given, int) else str(given)


def copied(value: Value) -> str:
    """Return ``value`` as COPY's text format wants it (PostgreSQL manual, COPY, "Text Format")."""
    if value is None:
        return r"\N"
    if isinstance(value, int):
        return str(value)
    if "\n" in value or "\\" in value or "\t" in value:
        return value.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")
    return value


@contextmanager
def without_indexes(tables: Sequence[str], *, is_worth_it: bool) -> Iterator[None]:
    """Take the indexes and foreign keys of ``tables`` away for a while, inside the caller's transaction, so that a failure brings them back."""
    if not is_worth_it:
        yield
        return
    again = _taken_away(tables)
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY_FOR_INDEXES}'")
        for statement in again:
            cursor.execute(statement)


def _taken_away(tables: Sequence[str]) -> list[str]:
    """Drop what can be built anew; return the statements that build it."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            found = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
            for name, _sql in found:
                cursor.execute(f'DROP INDEX "{name}"')
            return [sql for _name, sql in found]
        # What this transaction wrote before is checked now: a table with checks to come cannot be altered.
        connection.check_constraints()
        cursor.execute(CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        for table, name, _definition in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    added = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in constraints]
    return [definition for _name, definition in indexes] + added


# Foreign keys and unique constraints; checks and primary keys stay.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC
"""
INDEXES = """
    SELECT relname, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
"""


def lock(tables: Sequence[str]) -> None:
    """Let others read but not write ``tables`` until the transaction ends: the numbers of the new rows are chosen here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")


def count_on(loaded: Sequence[type[models.Model]]) -> None:
    """Let the numbering go on after the rows that were loaded with numbers of their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)


def measure(tables: Sequence[str]) -> None:
    """Let the database's planner look at the new rows."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
