"""Typed readers of the environment, and the secrets that are made once in the data folder."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

env = environ.Env()
_ANYMAIL = "ANYMAIL_"


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


@dataclass(frozen=True, slots=True)
class MailDoor:
    """How much the mail listener takes: bytes of a mail and of a line, numbers of the rest, seconds of silence."""

    size_limit: int
    line_limit: int
    recipients: int
    connections: int
    connections_per_peer: int
    commands: int
    silence_seconds: float
    mail_seconds: float
    certificate: str
    certificate_key: str


def mail_door() -> MailDoor:
    """Return the limits of the mail listener from ``MAIL_…``."""
    return MailDoor(
        size_limit=env.int("MAIL_SIZE_LIMIT", default=40 * 1024 * 1024),
        line_limit=env.int("MAIL_LINE_LIMIT", default=1024 * 1024),
        recipients=env.int("MAIL_RECIPIENTS", default=20),
        connections=env.int("MAIL_CONNECTIONS", default=100),
        connections_per_peer=env.int("MAIL_CONNECTIONS_PER_PEER", default=50),
        commands=env.int("MAIL_COMMANDS", default=1000),
        silence_seconds=env.float("MAIL_SILENCE_SECONDS", default=60.0),
        mail_seconds=env.float("MAIL_SECONDS", default=600.0),
        certificate=env.str("MAIL_CERTIFICATE", default=""),
        certificate_key=env.str("MAIL_CERTIFICATE_KEY", default=""),
    )


def imap_credentials() -> dict[str, str]:
    """Return what the environment says about signing in to mail accounts: ``IMAP_<NAME>_PASSWORD`` and the like."""
    ends = ("_PASSWORD", "_PASSWORD_FILE", "_TOKEN_COMMAND")
    return {name: value for name, value in os.environ.items() if name.startswith("IMAP_") and name.endswith(ends)}


def anymail_settings() -> dict[str, Any]:
    """Return what the environment says about e-mail providers: ``ANYMAIL_<NAME>`` under the names of django-anymail, without the prefix.

    ``WEBHOOK_SECRET`` may hold several, separated by commas. What begins with ``{`` or ``[`` is JSON; a value that is not stays as it is.
    """
    found: dict[str, Any] = {}
    for name, value in os.environ.items():
        if name.startswith(_ANYMAIL) and value:
            found[name.removeprefix(_ANYMAIL)] = _object(value) if value[0] in "{[" else value
    secrets_given = found.pop("WEBHOOK_SECRET", "")
    found["WEBHOOK_SECRET"] = [part.strip() for part in str(secrets_given).split(",") if part.strip()]
    return found


def _object(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def host_of(url: str) -> str:
    """Return the host name of ``url``, without port; an empty string when it has none."""
    return urlsplit(url).hostname or ""


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` names this machine itself."""
    return host in {"localhost", "127.0.0.1", "::1"}
