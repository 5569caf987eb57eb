"""How long a request took inside the server."""

from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class QueryClock:
    """Counts the queries of a block and adds up their time, in seconds."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 - Django's interface
        """Run one query."""
        started = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += perf_counter() - started


class ServerTiming:
    """Tells by the header ``Server-Timing``, in milliseconds: all middleware and the view by the clock on the wall, what they took of a
    processor, their queries by the clock on the wall; and how many queries there were.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say how long it took."""
        queries, started, worked = QueryClock(), perf_counter(), thread_time()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        told = {
            "app": (perf_counter() - started) * 1000,
            "cpu": (thread_time() - worked) * 1000,
            "db": queries.seconds * 1000,
            "queries": queries.count,
        }
        response.headers["Server-Timing"] = ", ".join(f"{name};dur={value:.3f}" for name, value in told.items())
        return response
