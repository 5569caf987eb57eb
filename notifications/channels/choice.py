"""Which way out the settings name."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from notifications.channels.folder import FolderChannel
from notifications.channels.letter import Channel
from notifications.channels.provider import PROVIDERS, ProviderChannel
from notifications.channels.smtp import Relay, SmtpChannel

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465, "smtp+ssl": 465}


def relay_of(url: str) -> Relay:
    """Read ``smtp://user:password@host:port``; ``smtp+tls`` is STARTTLS, ``smtps`` TLS from the first byte, ``?timeout=`` seconds.

    User and password are percent-encoded. Raises ``ValueError`` for anything else; the message never holds the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(
            "EMAIL_URL must be smtp://, smtp+tls:// or smtps:// with a host, anymail:// with a provider, file:/folder, or empty"
        )
    try:
        port = parts.port or _PORTS[parts.scheme]
        timeout = float(parse_qs(parts.query).get("timeout", ["10"])[0])
    except ValueError as error:
        raise ValueError("EMAIL_URL has a port or a timeout that is no number") from error
    return Relay(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=_PORTS[parts.scheme] == 465,
        is_starttls=parts.scheme == "smtp+tls",
        timeout=timeout,
    )


def open_channel() -> Channel:
    """Return the way out that ``EMAIL_URL`` names. Nothing is connected yet.

    A relay, a provider (``anymail://mailgun``), or a folder (``DATA_DIR/mail`` when it is empty).

    Raises ``ValueError`` when it cannot be understood.
    """
    url: str = settings.EMAIL_URL
    if not url:
        return FolderChannel(Path(settings.DATA_DIR) / "mail")
    if url.startswith("file:"):
        return FolderChannel(Path(unquote(urlsplit(url).path)))
    if url.startswith("anymail:"):
        return _provider(urlsplit(url).netloc)
    return SmtpChannel(relay_of(url))


def _provider(name: str) -> ProviderChannel:
    if name not in PROVIDERS:
        raise ValueError(f"EMAIL_URL names a provider that is not known: anymail:// takes {', '.join(sorted(PROVIDERS))}")
    return ProviderChannel(name)
