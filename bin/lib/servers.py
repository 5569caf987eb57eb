"""Find what the full tests need on this machine, PostgreSQL, Redis and a browser; start private servers where there are only programs."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import psycopg
import redis

LOCALHOST = "127.0.0.1"
OLDEST_POSTGRESQL = 150000
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


class Identity(TypedDict, total=False):
    """Under whom a program runs."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Found:
    """One thing the tests can use: its ``address`` (URL or path; empty when it is missing), and what to tell about it."""

    name: str
    address: str
    told: str


def find_postgresql(cleanup: ExitStack) -> Found:
    """Return the server on the standard port, else a private one that ``cleanup`` stops."""
    running = f"postgresql://postgres@{LOCALHOST}:5432"
    refused = why_not_postgresql(running)
    if not refused:
        return Found("PostgreSQL", running, f"{postgresql_version(running)}, running on {LOCALHOST}:5432")
    programs = postgresql_programs()
    if programs is None:
        return Found("PostgreSQL", "", f"{refused}; apt-get install postgresql")
    try:
        private = start_postgresql(programs, cleanup)
    except (OSError, LookupError, TimeoutError, subprocess.CalledProcessError) as error:
        return Found("PostgreSQL", "", f"{refused}; a private server did not start: {error}")
    return Found("PostgreSQL", private, f"{postgresql_version(private)}, started for these tests")


def why_not_postgresql(url: str) -> str:
    """Return why the server at ``url`` cannot serve the tests; an empty string when it can."""
    try:
        with psycopg.connect(f"{url}/postgres", connect_timeout=2) as connection:
            if connection.info.server_version < OLDEST_POSTGRESQL:
                return "the server on port 5432 is older than PostgreSQL 15"
    except psycopg.OperationalError as error:
        refused = "fe_sendauth" in str(error) or "authentication" in str(error)
        return "the server on port 5432 wants a password" if refused else "no server on port 5432"
    return ""


def postgresql_version(url: str) -> str:
    """Return the version of the server at ``url``, such as ``15.8``."""
    with psycopg.connect(f"{url}/postgres") as connection:
        return f"{connection.info.server_version // 10000}.{connection.info.server_version % 10000}"


def postgresql_programs() -> Path | None:
    """Return the folder of ``initdb`` and ``postgres``, newest version first; Debian keeps them off PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = [Path(found).resolve()] if (found := shutil.which("initdb")) else []
    return next((path.parent for path in [*debian, *on_path] if (path.parent / "postgres").exists()), None)


def start_postgresql(programs: Path, cleanup: ExitStack) -> str:
    """Start a server with a new, empty cluster under a temporary folder; return its URL without a database.

    PostgreSQL refuses to run as root, so root hands it to an unprivileged account. Raises ``LookupError`` when there is none.
    """
    folder = Path(tempfile.mkdtemp(prefix="suport-postgresql-"))
    cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
    account = unprivileged_account() if os.geteuid() == 0 else None
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, port = folder / "data", free_port()
    prepare: list[str | Path] = [
        programs / "initdb",
        "--pgdata",
        data,
        "--username",
        "postgres",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(prepare, cwd=folder, stdout=subprocess.DEVNULL, check=True, **as_account(account))
    # Durability is of no use to a cluster that lives for minutes.
    careless = [part for setting in ("fsync=off", "full_page_writes=off", "synchronous_commit=off") for part in ("-c", setting)]
    server: list[str | Path] = [programs / "postgres", "-D", data, "-p", str(port), "-h", LOCALHOST, "-k", folder, *careless]
    spawn(server, folder, cleanup, account)
    url = f"postgresql://postgres@{LOCALHOST}:{port}"
    wait_until(lambda: not why_not_postgresql(url), "PostgreSQL")
    return url


def unprivileged_account() -> pwd.struct_passwd:
    """Return the account to run PostgreSQL under when we are root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("root may not run PostgreSQL, and there is no account postgres or nobody")


def as_account(account: pwd.struct_passwd | None) -> Identity:
    """Return the arguments of ``subprocess`` that run a program as ``account``, or as we are."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def find_redis(cleanup: ExitStack) -> Found:
    """Return a private server that ``cleanup`` stops, else the one on the standard port.

    Private first: tests empty their databases, and somebody may keep something in the other.
    """
    if program := shutil.which("redis-server"):
        port = free_port()
        folder = Path(tempfile.mkdtemp(prefix="suport-redis-"))
        cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        spawn([program, "--port", str(port), "--bind", LOCALHOST, "--save", "", "--dir", folder], folder, cleanup)
        wait_until(lambda: bool(redis_version(f"redis://{LOCALHOST}:{port}/0")), "Redis")
        url, told = f"redis://{LOCALHOST}:{port}/0", "started for these tests"
    else:
        url, told = f"redis://{LOCALHOST}:6379/0", f"running on {LOCALHOST}:6379, databases 8 and up"
    version = redis_version(url)
    return (
        Found("Redis", url, f"{version}, {told}") if version else Found("Redis", "", "no server on port 6379; apt-get install redis-server")
    )


def redis_version(url: str) -> str:
    """Return the version of the Redis at ``url``; an empty string when it does not answer."""
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            return str(client.info("server")["redis_version"])
    except redis.RedisError:
        return ""


def find_browser() -> Found:
    """Return the browser of this machine."""
    path = os.environ.get("CHROMIUM") or next((found for name in BROWSERS if (found := shutil.which(name))), "")
    return Found("Chromium", path, path or "not found; apt-get install chromium")


def find_mail_server() -> Found:
    """Return the IMAP server of this machine. Whoever runs the tests starts it as themselves; it wants to know them by name."""
    path = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin") or ""
    parts = [Path(folder, "imap") for folder in ("/usr/lib/dovecot", "/usr/libexec/dovecot", "/usr/local/libexec/dovecot")]
    if not path or not any(part.exists() for part in parts):
        return Found("Dovecot", "", "not found; apt-get install dovecot-imapd")
    if os.geteuid() not in {account.pw_uid for account in pwd.getpwall()}:
        return Found("Dovecot", "", f"does not run as user {os.geteuid()}, who has no name on this machine")
    return Found("Dovecot", path, path)


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        return int(probe.getsockname()[1])


def spawn(command: list[str | Path], folder: Path, cleanup: ExitStack, account: pwd.struct_passwd | None = None) -> None:
    """Start ``command`` with its output in a file of ``folder``; ``cleanup`` ends it."""
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True, **as_account(account))
    cleanup.callback(stop, server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End ``server``: kindly (SIGINT is PostgreSQL's fast shutdown), then by force."""
    server.send_signal(2)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def wait_until(answers: Callable[[], bool], name: str, seconds: float = 30) -> None:
    """Wait until ``answers`` is true. Raises ``TimeoutError`` when it is not within ``seconds``."""
    end = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > end:
            raise TimeoutError(f"{name} did not answer within {seconds:.0f} seconds")
        time.sleep(0.1)
