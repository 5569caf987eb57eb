"""A virus scanner that speaks clamd's protocol (clamd(8): PING, INSTREAM), over a Unix socket or TCP.

A file goes over the wire in pieces, each with its length in four bytes, network order; a piece of no length ends it. The daemon answers
with one line that ends in a null byte.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.files.base import File

# Seconds of silence; a large archive may take a while to unpack.
TIMEOUT = 60.0
PING_TIMEOUT = 1.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_PORT = 3310


class Unreachable(Exception):
    """Nobody answers there, or not as a scanner does: no file can be checked now."""


class NotChecked(Exception):
    """The scanner answered that it could not check this file; the text says why, in its words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner found: the name of a virus; empty when the file is clean."""

    found: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def is_address(address: str) -> bool:
    """Tell whether ``address`` is one: ``unix:/run/clamav/clamd.ctl`` or ``tcp://127.0.0.1:3310``."""
    parts = urlsplit(address)
    try:
        return bool(parts.path.startswith("/")) if parts.scheme == "unix" else parts.scheme == "tcp" and bool(parts.hostname and parts.port)
    except ValueError:
        return False


def ping(address: str) -> None:
    """Ask whether the scanner is there. Raises ``Unreachable``."""
    with _connection(address, PING_TIMEOUT) as line:
        line.sendall(b"zPING\0")
        if _answer(line) != "PONG":
            raise Unreachable("the answer is not that of a scanner")


def check(content: "File[bytes]", address: str) -> Verdict:
    """Let the scanner at ``address`` look at ``content``. Raises ``Unreachable``, and ``NotChecked`` with the scanner's reason."""
    with _connection(address, TIMEOUT) as line:
        line.sendall(b"zINSTREAM\0")
        try:
            while piece := content.read(_PIECE):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            # It had enough before the end and said why.
            pass
        return _verdict(_answer(line))


@contextmanager
def _connection(address: str, timeout: float) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    is_unix = parts.scheme == "unix"
    with socket.socket(socket.AF_UNIX) if is_unix else _tcp(parts.hostname or "", parts.port or _PORT, timeout) as line:
        try:
            line.settimeout(timeout)
            if is_unix:
                line.connect(parts.path)
            yield line
        except OSError as error:
            raise Unreachable(type(error).__name__) from error


def _tcp(host: str, port: int, timeout: float) -> socket.socket:
    try:
        return socket.create_connection((host, port), timeout)
    except OSError as error:
        raise Unreachable(type(error).__name__) from error


def _answer(line: socket.socket) -> str:
    """Return the scanner's answer, without its null byte. Raises ``Unreachable`` when there is none or it has no end."""
    read = b""
    while b"\0" not in read:
        more = line.recv(_LONGEST_ANSWER)
        read += more
        if not more or len(read) > _LONGEST_ANSWER:
            raise Unreachable("the answer has no end")
    return read.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Verdict("")
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND").strip() or "?")
    if said.endswith("ERROR"):
        raise NotChecked(said.removesuffix("ERROR").strip(" .") or "no reason given")
    raise Unreachable("the answer is not that of a scanner")
