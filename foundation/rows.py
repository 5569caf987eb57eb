"""Several small selections in one query: each comes back as a column that holds its rows."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler
from django.utils.dateparse import parse_datetime


def moment(given: str | datetime) -> datetime:
    """Return the moment that a database wrote in its own way."""
    parsed = given if isinstance(given, datetime) else parse_datetime(given)
    assert parsed is not None
    return parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=UTC)


class Rows(Subquery):
    """All rows of ``rows.values(…)``, in their order, as one column: a list of dictionaries. Moments come as text: the two databases write them differently."""

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any, Any], **extra: Any) -> None:
        super().__init__(rows, **extra)
        names = [*self.query.values_select, *self.query.annotation_select]
        self.pairs = ", ".join(f"'{name}', packed.\"{name}\"" for name in names)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Pack the rows as SQLite does."""
        template = f"(SELECT json_group_array(json_object({self.pairs})) FROM (%(subquery)s) AS packed)"  # noqa: S608 - names of columns
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Pack the rows as PostgreSQL does."""
        template = f"(SELECT COALESCE(json_agg(json_build_object({self.pairs})), '[]'::json)::text FROM (%(subquery)s) AS packed)"  # noqa: S608 - names of columns
        return super().as_sql(compiler, connection, template=template, **extra)
