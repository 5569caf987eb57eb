"""Several hands at once, each with a database connection of its own. For PostgreSQL: SQLite lets one write at a time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def together(work: Callable[[], T], times: int = 2) -> list[T]:
    """Do ``work`` in ``times`` threads that start at the same moment; return what each gave. Raises what any of them raised."""
    start = threading.Barrier(times)

    def one() -> T:
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as hands:
        return [future.result() for future in [hands.submit(one) for _ in range(times)]]
