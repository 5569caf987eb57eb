"""The tree of organisations, walked in one query whatever its depth."""

from collections.abc import Iterable, Iterator

from django.db import connection

from accounts.models import Organisation

# Deeper than any public body; ends the walk even if the data held a circle already.
DEEPEST = 50


def below(roots: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return for each of ``roots`` the ids of the organisations below it, and its own. One query; none for no roots."""
    wanted = sorted(set(roots))
    if not wanted:
        return {}
    table = connection.ops.quote_name(Organisation._meta.db_table)  # noqa: SLF001 - documented under this name
    places = ", ".join(["%s"] * len(wanted))
    # UNION, not UNION ALL: what is there already ends a circle.
    sql = f"""
        WITH RECURSIVE branch(root, id) AS (
            SELECT id, id FROM {table} WHERE id IN ({places})
            UNION SELECT branch.root, child.id FROM {table} child JOIN branch ON child.parent_id = branch.id
        ) SELECT root, id FROM branch
    """  # noqa: S608 - the table's name is ours, the values are parameters
    found: dict[int, set[int]] = {root: set() for root in wanted}
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        for root, pk in cursor.fetchall():
            found[root].add(pk)
    return {root: frozenset(ids) for root, ids in found.items()}


def lineage(organisation: Organisation) -> Iterator[Organisation]:
    """Yield the organisation and those above it, the nearest first. Read with ``with_above`` this costs a query only in deep trees."""
    at: Organisation | None = organisation
    for _step in range(DEEPEST):
        if at is None:
            return
        yield at
        at = at.parent
