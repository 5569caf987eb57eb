"""Make the data of this installation ready: messages, database, cache table, static files and, to run, the demo data once."""

import hashlib
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from bin.lib import catalogues


def say(text: str) -> None:
    """Tell the person at the terminal one thing."""
    print(f"· {text}", flush=True)


def reach_database() -> None:
    """Connect to the database; leave with a word to the operator when it cannot be reached."""
    try:
        connections[DEFAULT_DB_ALIAS].ensure_connection()
    except OperationalError as error:
        sys.exit(f"The database of DATABASE_URL cannot be reached: {error}".strip())


def migrate() -> None:
    """Apply the migrations that this database has not seen."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Migrating the database ({len(plan)} steps)")
        call_command("migrate", verbosity=0, interactive=False)


def make_cache_table() -> None:
    """Make the table of the database cache, where that is the cache."""
    cache = settings.CACHES["default"]
    tables = connections[DEFAULT_DB_ALIAS].introspection.table_names()
    if cache["BACKEND"].endswith("DatabaseCache") and cache["LOCATION"] not in tables:
        call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Collect the static files when one of them, or the packages that bring some, changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Collecting the static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Return a digest over our own static files' names, sizes and times, and over the lock file of the packages."""
    lock = settings.BASE_DIR / "requirements" / "base.txt"
    files = [lock, *(path for folder in settings.STATICFILES_DIRS for path in sorted(Path(folder).rglob("*")))]
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_demo() -> None:
    """Load the demo data into a database that has no person yet, and keep what it prints, the sign-ins; ``DEMO=0`` leaves it empty.

    Where others could reach this installation, the demo refuses: its passwords are known.
    """
    if os.environ.get("DEMO") == "0" or get_user_model().objects.exists():
        return
    say("Loading the demo data")
    told = StringIO()
    try:
        call_command("demo", stdout=told)
    except CommandError as refusal:
        say(str(refusal))
        return
    (settings.DATA_DIR / "demo-sign-ins.txt").write_text(told.getvalue(), encoding="utf-8")


def main(mode: str) -> None:
    """Prepare for ``mode``: ``run``, or ``test``, which has databases of its own and needs the messages alone."""
    catalogues.compile_all()
    if mode == "test":
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    django.setup()
    reach_database()
    migrate()
    make_cache_table()
    collect_static()
    load_demo()


if __name__ == "__main__":
    main(sys.argv[1])
