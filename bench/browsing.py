"""A person's requests as a program makes them: kept-open connections, and as little work of our own as possible, for it takes from the server."""

import re
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Protocol
from urllib.parse import urlencode
from uuid import uuid4

from bin.lib.servers import LOCALHOST

# As many as the server has threads (2 workers of 4).
CONNECTIONS = 8
CSRF_COOKIE = "suport-csrf"
_LENGTH = re.compile(rb"^content-length: (\d+)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(rb"^location: (\S+)", re.IGNORECASE | re.MULTILINE)
_TIMING = re.compile(
    rb"^server-timing: app;dur=([\d.]+), cpu;dur=([\d.]+), db;dur=([\d.]+), queries;dur=(\d+)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Timing:
    """What the server says of one request: milliseconds in all, of a processor, in queries; and how many queries."""

    app: float
    cpu: float
    db: float
    queries: int


@dataclass(frozen=True, slots=True)
class Page:
    """An address on one server, as one signed-in person asks for it. ``cookie`` is a whole ``name=value``."""

    port: int
    path: str
    cookie: str

    def is_answered(self, head: bytes) -> bool:
        """Whether the page came."""
        return head.startswith(b"HTTP/1.1 200 ")

    @property
    def request(self) -> bytes:
        """The bytes that ask for it."""
        lines = (
            f"GET {self.path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            "Accept: text/html",
            "Accept-Language: en",
            f"Cookie: {self.cookie}",
        )
        return "\r\n".join([*lines, "", ""]).encode("ascii")


@dataclass(frozen=True)
class Post:
    """A form on one server, as one signed-in person sends it: each time a new one. ``fields`` are its values; once taken it leads to an
    address that ends with ``leads_to``.
    """

    port: int
    path: str
    cookie: str
    fields: Mapping[str, str]
    leads_to: str

    def is_answered(self, head: bytes) -> bool:
        """Whether the form was taken."""
        found = _LOCATION.search(head)
        return head.startswith(b"HTTP/1.1 302 ") and found is not None and found[1].decode().endswith(self.leads_to)

    @property
    def request(self) -> bytes:
        """The bytes that send it, with a form id that nothing was sent under before."""
        token = "b" * 32
        body = urlencode({**self.fields, "submission": str(uuid4()), "csrfmiddlewaretoken": token}).encode("ascii")
        lines = (
            f"POST {self.path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Origin: http://localhost:{self.port}",
            "Accept: text/html",
            "Accept-Language: en",
            f"Cookie: {self.cookie}; {CSRF_COOKIE}={token}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        )
        return "\r\n".join([*lines, "", ""]).encode("ascii") + body


class Asking(Protocol):
    """Something to ask a server for, again and again."""

    @property
    def port(self) -> int:
        """Where the server listens."""

    @property
    def request(self) -> bytes:
        """The bytes to send."""

    def is_answered(self, head: bytes) -> bool:
        """Whether ``head`` is that of the wanted answer."""


@dataclass
class Connection:
    """One kept-open connection to the server on ``port``."""

    port: int
    _socket: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        """Connect."""
        self._socket = socket.create_connection((LOCALHOST, self.port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, asking: Asking) -> Timing:
        """Ask, read the whole answer. Raises ``RuntimeError`` unless it is what was asked for."""
        request = asking.request
        self._socket.sendall(request)
        got = self._socket.recv(262144)
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head = got[:end]
        length, timing = _LENGTH.search(head), _TIMING.search(head)
        if not asking.is_answered(head) or length is None or timing is None:
            raise RuntimeError(f"{request.split(b' ', 2)[1].decode()} answered {head.decode('latin-1')}")
        missing = end + 4 + int(length[1]) - len(got)
        while missing > 0:
            missing -= len(self._more())
        return Timing(float(timing[1]), float(timing[2]), float(timing[3]), int(timing[4]))

    def _more(self) -> bytes:
        part = self._socket.recv(262144)
        if not part:
            raise RuntimeError("The server hung up.")
        return part

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def rate(page: Page, seconds: float) -> Callable[[], float]:
    """Return a run that asks for ``page`` over several connections for ``seconds`` and returns the requests answered in a second."""
    return lambda: _requests_per_second(page, seconds)


def _requests_per_second(page: Page, seconds: float) -> float:
    answered: list[int] = []
    failed: list[Exception] = []
    started = monotonic()
    threads = [threading.Thread(target=_ask_until, args=(page, started + seconds, answered, failed)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(answered) / (monotonic() - started)


def _ask_until(page: Page, end: float, answered: list[int], failed: list[Exception]) -> None:
    count = 0
    try:
        connection = Connection(page.port)
        while monotonic() < end:
            connection.get(page)
            count += 1
        connection.close()
    except (OSError, RuntimeError) as problem:
        failed.append(problem)
    answered.append(count)


def timings(measured: Asking, baseline: Asking, requests: int) -> tuple[list[Timing], list[Timing]]:
    """Ask for one page and the other in turn, one request at a time; return what the server said of each.

    The first few of each are dropped: caches are cold.
    """
    found: tuple[list[Timing], list[Timing]] = ([], [])
    connections = Connection(measured.port), Connection(baseline.port)
    for _ in range(requests + WARM_UP):
        for page, connection, kept in zip((measured, baseline), connections, found, strict=True):
            kept.append(connection.get(page))
    for connection in connections:
        connection.close()
    return list(islice(found[0], WARM_UP, None)), list(islice(found[1], WARM_UP, None))


WARM_UP = 10
