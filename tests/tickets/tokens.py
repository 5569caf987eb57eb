"""A server that says what a token is worth (RFC 7662), for a mail server to ask, and a command that gets one."""

import json
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs


class Tokens(socketserver.ThreadingTCPServer):
    """Knows which tokens are valid; ``valid`` may be changed at any time."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.valid: set[str] = set()
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                token = parse_qs(body).get("token", [""])[0]
                outer.asked.append(token)
                answer = json.dumps({"active": token in outer.valid, "username": "suport"} if token in outer.valid else {"active": False})
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *_: Any) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/introspect"
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        """Stop it."""
        self.shutdown()
        self.thread.join()
        self.server_close()


class Command:
    """A command that prints the token in a file, and notes that it ran."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.line = f"{sys.executable} {self._script()}"

    def _script(self) -> Path:
        script = self.folder / "token.py"
        script.write_text(
            "import pathlib\n"
            f"folder = pathlib.Path({str(self.folder)!r})\n"
            "with (folder / 'runs').open('a') as runs:\n    runs.write('x')\n"
            "print((folder / 'token').read_text())\n"
        )
        return script

    def give(self, token: str) -> None:
        """Let it print ``token`` from now on."""
        (self.folder / "token").write_text(token)

    @property
    def runs(self) -> int:
        """How often it ran."""
        runs = self.folder / "runs"
        return len(runs.read_text()) if runs.exists() else 0
