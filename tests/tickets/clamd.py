"""A virus scanner for tests: it speaks clamd's protocol, and finds the test virus of EICAR and nothing else."""

import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# In two pieces, so that a scanner on a maker's machine leaves this file alone (https://www.eicar.org/download-anti-malware-testfile/).
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
FOUND = "Eicar-Test-Signature"


class Handler(socketserver.StreamRequestHandler):
    """One command a connection, as clamd has it."""

    server: Any

    def handle(self) -> None:
        """Answer PING, and INSTREAM with what is found; or with the answer that the test wants."""
        command = self._until_null()
        if command == b"zPING":
            self.wfile.write(self.server.pong)
            return
        content = self._stream() if command == b"zINSTREAM" and not self.server.is_rude else b""
        self.server.seen.append(content)
        self.wfile.write(self.server.answer or self._verdict(content))

    def _until_null(self) -> bytes:
        read = b""
        while not read.endswith(b"\0") and (one := self.rfile.read(1)):
            read += one
        return read.rstrip(b"\0")

    def _stream(self) -> bytes:
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        return content

    def _verdict(self, content: bytes) -> bytes:
        return f"stream: {FOUND} FOUND\0".encode() if EICAR in content else b"stream: OK\0"


class Scanner:
    """A running scanner: its address, what it was shown, and how it answers."""

    def __init__(self, server: Any, address: str) -> None:
        self.server, self.address = server, address
        server.seen, server.answer, server.pong, server.is_rude = [], b"", b"PONG\0", False

    @property
    def seen(self) -> list[bytes]:
        """The contents it was shown."""
        seen: list[bytes] = self.server.seen
        return seen

    def says(self, answer: bytes, *, is_rude: bool = False) -> None:
        """Answer this from now on; a rude one does not listen before."""
        self.server.answer, self.server.pong, self.server.is_rude = answer, answer, is_rude


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True


@contextmanager
def running(*, by_tcp: bool = False) -> Iterator[Scanner]:
    """Run a scanner on a Unix socket, or on a free port of this machine."""
    with tempfile.TemporaryDirectory(prefix="scan") as folder:
        # A path of a socket has at most about a hundred characters.
        path = str(Path(folder) / "s")
        server: Any = _Tcp(("127.0.0.1", 0), Handler) if by_tcp else _Unix(path, Handler)
        address = f"tcp://127.0.0.1:{server.server_address[1]}" if by_tcp else f"unix:{path}"
        scanner = Scanner(server, address)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield scanner
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
