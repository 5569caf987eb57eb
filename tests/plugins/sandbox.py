"""Keep a test run away from this installation: a data folder, a Redis database and an environment of its own.

Loaded before the settings are, because they read the environment once. Each parallel worker gets its own of everything.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# What a person's shell may hold for `make run` says nothing about tests.
FOREIGN = (
    "ALLOWED_HOSTS", "BASE_URL", "BEHIND_PROXY", "BOUNCE_ADDRESS", "DEBUG", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "LOG_LEVEL", "PSEUDO_LOCALE",
    "SECRET_KEY", "SSL_REDIRECT", "STATIC_ROOT", "STATUS_PUBLISH_DIR", "TRUSTED_PROXIES",
)  # fmt: skip
FOREIGN_GROUPS = ("ANYMAIL_", "IMAP_", "MAIL_")
# Redis has 16 databases by default; an installation beside us uses the first.
FIRST_REDIS_DATABASE = 8


def redis_url(given: str) -> str:
    """Return ``given`` with the database number of this worker: 8 without parallel workers, 9 for the first, and so on."""
    number = FIRST_REDIS_DATABASE + (int(WORKER.removeprefix("gw")) + 1 if WORKER else 0)
    return urlunsplit(urlsplit(given)._replace(path=f"/{number}"))


for _name in [*FOREIGN, *(name for name in os.environ if name.startswith(FOREIGN_GROUPS))]:
    os.environ.pop(_name, None)
if WORKER:
    # The parent's folder, which it removes when all is over.
    folder = Path(os.environ["DATA_DIR"]) / WORKER
else:
    folder = Path(tempfile.mkdtemp(prefix="suport-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
(folder / "static").mkdir(parents=True)
os.environ["DATA_DIR"] = str(folder)
os.environ["PSEUDO_LOCALE"] = "1"
if os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = redis_url(os.environ["REDIS_URL"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that are about the other database."""
    other = "sqlite" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "postgresql"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
