"""Loading rows by the million: COPY on PostgreSQL, executemany on SQLite, indexes built when all rows are there."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

Value = str | int | None
Row = Sequence[Value]
T = TypeVar("T")
# Held while an index is built; this connection's alone.
MEMORY_FOR_INDEXES = "256MB"


class Table:
    """A table to load: the columns that differ from row to row, and the defaults of all others."""

    def __init__(self, model: type[models.Model], *varying: str) -> None:
        fields = {one.attname: one for one in model._meta.concrete_fields}  # noqa: SLF001 - documented under this name
        self.model = model
        self.name = model._meta.db_table  # noqa: SLF001 - documented under this name
        same = {name: one for name, one in fields.items() if name not in varying and not one.primary_key}
        columns = [fields[name].column for name in varying] + [one.column for one in same.values()]
        self.columns = ", ".join(f'"{column}"' for column in columns)
        self.places = ", ".join(["%s"] * len(columns))
        self.defaults = tuple(default_of(one) for one in same.values())
        self.rest = "".join(f"\t{copied(value)}" for value in self.defaults) + "\n"

    def pack(self, rows: Sequence[Row]) -> "Packed":
        """Return ``rows``, each with its varying values in order, as the database takes them. Asks the database nothing."""
        if connection.vendor == "postgresql":
            text = "".join(["\t".join(map(copied, row)) + self.rest for row in rows])
            return Packed(self, len(rows), text=text)
        return Packed(self, len(rows), rows=[(*row, *self.defaults) for row in rows])


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows ready to be loaded: one text for PostgreSQL, else a list."""

    table: Table
    count: int
    text: str = ""
    rows: list[Row] = field(default_factory=list)

    def load(self) -> None:
        """Write the rows."""
        name, columns = self.table.name, self.table.columns
        with connection.cursor() as cursor:
            if self.text:
                with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
                    copy.write(self.text)
            elif self.rows:
                cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({self.table.places})", self.rows)  # noqa: S608 - our own names


def ahead(made: Iterator[T]) -> Iterator[T]:
    """Yield what is ``made``; while one is worked with, the next one is made in a thread: the database and we have a processor each."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, made, None)
        while (one := coming.result()) is not None:
            coming = beside.submit(next, made, None)
            yield one


def default_of(column: "models.Field[Any, Any]") -> Value:
    """Return what a row that says nothing has in ``column``, as both databases take it in a text: truth as 1 and 0, JSON as its text."""
    given = column.get_default()
    if isinstance(column, models.JSONField):
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
