"""``python -m bin.lib.healthy``: what a container's supervisor is told."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.architecture.source import ROOT


class House(BaseHTTPRequestHandler):
    """A web process that is up while its clock stands still; it answers to one name alone."""

    def do_GET(self) -> None:
        is_known = self.headers["Host"] == "help.example.org"
        self.send_response(200 if is_known and self.path == "/healthz" else 503)
        self.end_headers()
        self.wfile.write(json.dumps({"checks": {"beat": "not seen for 90 seconds"}}).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Stay quiet."""


@pytest.fixture
def port() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), House) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(server.server_address[1])
        server.shutdown()


def ask(what: str, port: str) -> int:
    environment = {"BASE_URL": "https://help.example.org", "WEB_HOST": "127.0.0.1", "WEB_PORT": port, "MAIL_LISTEN": f"127.0.0.1:{port}"}
    return subprocess.run(
        [sys.executable, "-m", "bin.lib.healthy", what], cwd=ROOT, env=environment, capture_output=True, check=False
    ).returncode


def test_a_web_process_is_asked_under_the_name_it_answers_to(port: str) -> None:
    assert ask("web", port) == 0


def test_a_silent_clock_is_unhealthy_although_the_web_answers(port: str) -> None:
    assert ask("clock", port) == 1


def test_what_nobody_listens_for_is_unhealthy(port: str) -> None:
    assert ask("mail", "1") == 1
