"""An installation for one bench: a folder and a database of its own, and the web server as ``bin/run`` starts it."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bin.lib.own import own_database, own_redis
from bin.lib.servers import LOCALHOST, free_port, stop, wait_until

ROOT = Path(__file__).resolve().parents[1]
# What a person's shell may hold for their own installation says nothing here.
KEPT = ("HOME", "LANG", "PATH", "REDIS_URL", "TMPDIR", "VIRTUAL_ENV", "WEB_THREADS", "WEB_WORKERS")


@dataclass(frozen=True)
class House:
    """A migrated installation, still without rows. ``environment`` is what its programs run under."""

    folder: Path
    environment: dict[str, str]
    cleanup: ExitStack

    @property
    def port(self) -> int:
        """Where its web server listens once it was started."""
        return int(self.environment["PORT"])

    def command(self, *words: str) -> list[str]:
        """Return the command line of ``manage.py``, to be run under ``environment`` in the checkout."""
        return ["python", "manage.py", *words]

    def ask(self, *words: str) -> Any:
        """Run ``manage.py`` to its end; return the JSON that it prints last. Raises ``RuntimeError`` with its complaint."""
        done = subprocess.run(self.command(*words), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
        return json.loads(done.stdout.splitlines()[-1])

    def start_web(self) -> None:
        """Start the web server and wait until it answers. Raises ``TimeoutError``."""
        self.start("web")
        wait_until(self._answers, "The web server")

    def start_mail_listener(self) -> int:
        """Start the mail listener and the worker that processes what it takes, unless they run; return the port. Raises ``TimeoutError``."""
        port = int(self.environment["MAIL_LISTEN"].rpartition(":")[2])
        if not _listens(port):
            self.start("worker")
            self.start("mail")
            wait_until(lambda: _listens(port), "The mail listener")
        return port

    def start(self, name: str) -> None:
        """Start a line of the Procfile; it is stopped with the house."""
        lines = (line.partition(":") for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
        command = next(command.strip() for found, _, command in lines if found == name)
        with (self.folder / f"{name}.log").open("wb") as log:
            server = subprocess.Popen(["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.cleanup.callback(stop, server)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def house(email_url: str = "") -> Iterator[House]:
    """Set up an installation beside the one that runs, on the database and broker of the environment; at the end nothing is left of it."""
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="suport-bench-", ignore_cleanup_errors=True)))
        database = os.environ.get("DATABASE_URL", "")
        empty = _empty_house(database if database.startswith("postgres") else "")
        shutil.copytree(empty.folder, folder / "data")
        environment = _kept()
        if empty.database:
            environment["DATABASE_URL"] = own_database(database, cleanup, like=urlsplit(empty.database).path[1:])
        if "REDIS_URL" in environment:
            environment["REDIS_URL"] = own_redis(environment["REDIS_URL"], cleanup)
        port = free_port()
        environment |= {
            "BASE_URL": f"http://localhost:{port}",
            "DATA_DIR": str(folder / "data"),
            "DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "EMAIL_URL": email_url,
            "LOG_LEVEL": "WARNING",
            "MAIL_LISTEN": f"{LOCALHOST}:{free_port()}",
            # The caps on floods have no say here.
            "MAIL_PER_MAILBOX": "1000000",
            "PORT": str(port),
        }
        yield House(folder, environment, cleanup)


@dataclass(frozen=True, slots=True)
class _EmptyHouse:
    """A data folder, and the URL of a database of PostgreSQL where there is one, set up once and never lived in: others are its copies."""

    folder: Path
    database: str


@cache
def _empty_house(database: str) -> _EmptyHouse:
    """Set up a house on the server of ``database``, on SQLite when it is empty; it is gone when the program ends."""
    cleanup = ExitStack()
    atexit.register(cleanup.close)
    folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="suport-bench-", ignore_cleanup_errors=True))) / "data"
    own = own_database(database, cleanup) if database else ""
    environment = _kept() | {"DATA_DIR": str(folder), "DEMO": "0", "DJANGO_SETTINGS_MODULE": "bench.settings", "LOG_LEVEL": "WARNING"}
    environment |= {"DATABASE_URL": own} if own else {}
    subprocess.run(["bin/setup", "run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    return _EmptyHouse(folder, own)


def _kept() -> dict[str, str]:
    """Return what of the shell's environment counts in a house; the database is its own."""
    return {name: os.environ[name] for name in KEPT if os.environ.get(name)}


@contextmanager
def sink() -> Iterator[int]:
    """Run a mail relay that takes everything and keeps nothing, in a process of its own; yield its port."""
    port = free_port()
    relay = subprocess.Popen(["python", "-m", "bench.sink", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(port), "The mail relay")
        yield port
    finally:
        stop(relay)


def _listens(port: int) -> bool:
    try:
        socket.create_connection((LOCALHOST, port), timeout=2).close()
    except OSError:
        return False
    return True
