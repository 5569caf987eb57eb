"""The word ``bin/test``: what there is to run against, then the suite on SQLite, then on PostgreSQL with Redis."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from bin.lib.servers import Found, find_browser, find_mail_server, find_postgresql, find_redis

ROOT = Path(__file__).resolve().parents[2]
REQUIRE_ALL = os.environ.get("SUPORT_REQUIRE_ALL") == "1"
# What knows no database is the same on the second one.
WITHOUT_DATABASE = ("--ignore=tests/mailroom",)
PARALLEL = str(min(max(os.cpu_count() or 1, 1), 4))


def show(found: list[Found]) -> None:
    """Print the table of what the tests run against and what they do without."""
    print("\nThe tests run against", flush=True)
    print(f"  SQLite       yes      {sqlite3.sqlite_version}, part of Python")
    for thing in found:
        print(f"  {thing.name:<12} {'yes' if thing.address else 'MISSING':<8} {thing.told}")
    missing = [thing.name for thing in found if not thing.address]
    if missing:
        print(f"Without {' and '.join(missing)} some tests cannot run: {left_out(missing)}.")
    print(flush=True)


def left_out(missing: list[str]) -> str:
    """Say what does not run without the things named in ``missing``."""
    parts = ["reading mail accounts"] if "Dovecot" in missing else []
    if "PostgreSQL" in missing:
        parts.append("the suite on PostgreSQL, the tests of services and the journeys")
    elif "Redis" in missing:
        parts.append("the tests of services and the journeys")
    elif "Chromium" in missing:
        parts.append("the journeys")
    return "; ".join(parts)


def selection(redis: Found, browser: Found) -> str:
    """Return the marker expression of the second run."""
    if not redis.address:
        return "not services and not journey"
    return "" if browser.address else "not journey"


def run_pytest(title: str, markers: str, *options: str, **environment: str) -> int:
    """Run the suite once under ``environment``, with further ``options``; return pytest's exit code."""
    print(f"── {title}", flush=True)
    base = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    # The slow ones come last, where transactions are real: handed out a few at a time, so that nobody waits for one who has them all.
    command = ["pytest", "-n", PARALLEL, "--maxschedchunk=4", *(["-m", markers] if markers else []), *options]
    return subprocess.run(command, cwd=ROOT, env={**base, **environment}, check=False).returncode


def run_all(cleanup: ExitStack) -> int:
    """Run everything; return the exit code: that of the first run that failed, or 0."""
    postgresql, redis, browser = find_postgresql(cleanup), find_redis(cleanup), find_browser()
    found = [postgresql, redis, browser, find_mail_server()]
    show(found)
    if REQUIRE_ALL and not all(thing.address for thing in found):
        print("Nothing may be missing here (SUPORT_REQUIRE_ALL=1).", file=sys.stderr)
        return 1
    codes = [run_pytest("SQLite, embedded default", "not services and not journey")]
    if postgresql.address:
        # A name of its own, so that two runs on one server do not meet.
        environment = {"DATABASE_URL": f"{postgresql.address}/suport_{os.getpid()}"}
        if redis.address:
            environment |= {"REDIS_URL": redis.address, "CHROMIUM": browser.address}
        title = "PostgreSQL, Redis" if redis.address else "PostgreSQL"
        codes.append(run_pytest(title, selection(redis, browser), *WITHOUT_DATABASE, **environment))
    return next((code for code in codes if code), 0)


def main() -> int:
    """Run everything and stop what was started, also when interrupted."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    with ExitStack() as cleanup:
        return run_all(cleanup)


if __name__ == "__main__":
    sys.exit(main())
