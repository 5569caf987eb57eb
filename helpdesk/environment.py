"""Typed readers of the environment, and the secrets that are made once in the data folder."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ

env = environ.Env()


def data_dir(base: Path) -> Path:
    """Return the folder that holds everything Suport writes, from ``DATA_DIR`` (default ``var/``); made if missing."""
    folder = Path(env.str("DATA_DIR", default=str(base / "var"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, folder: Path) -> str:
    """Return the secret ``name`` from the environment, else from a private file in ``folder`` made at first use.

    The file is written under a temporary name and linked into place, so that two processes starting together agree on one secret.
    """
    given = env.str(name, default="")
    if given:
        return str(given)
    path = folder / f"{name.lower()}.secret"
    if not path.exists():
        draft = folder / f".{name.lower()}.{os.getpid()}.tmp"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def host_of(url: str) -> str:
    """Return the host name of ``url``, without port; an empty string when it has none."""
    return urlsplit(url).hostname or ""


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` names this machine itself."""
    return host in {"localhost", "127.0.0.1", "::1"}
