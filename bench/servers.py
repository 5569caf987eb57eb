"""PostgreSQL and Redis for the benches that are about them, also when the environment names none."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bin.lib.servers import find_postgresql, find_redis


@contextmanager
def postgresql_where_there_is_one() -> Iterator[None]:
    """Name PostgreSQL and Redis in the environment for a while, unless it names a database already."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with ExitStack() as cleanup:
        found = {"DATABASE_URL": find_postgresql(cleanup).address, "REDIS_URL": find_redis(cleanup).address}
        added = {name: address for name, address in found.items() if address and not os.environ.get(name)}
        if "DATABASE_URL" in added:
            added["DATABASE_URL"] += "/postgres"
        os.environ.update(added)
        print(f"  on {'PostgreSQL' if 'DATABASE_URL' in added else 'SQLite'}", file=sys.stderr, flush=True)
        try:
            yield
        finally:
            for name in added:
                del os.environ[name]
