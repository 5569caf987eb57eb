"""What an operator is told at start-up about mail that comes through e-mail providers, and about the virus scanner."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks

from tickets.channels import scanner
from tickets.channels.providers import PROVIDERS

_SHORTEST_SECRET = 20
# It stands in an address, and one provider signs the address as it is written.
_SECRET = re.compile(r"[A-Za-z0-9._~-]+:[A-Za-z0-9._~-]+")
_NO_PROVIDER = ("WEBHOOK_SECRET", "REQUESTS_TIMEOUT", "SEND_DEFAULTS", "IGNORE_", "DEBUG_API_REQUESTS")


@checks.register()
def web_hooks_are_safe(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Report what is missing or weak in the settings for providers (``ANYMAIL_…``)."""
    return [*_secrets(), *_strange_names(), *_providers()]


@checks.register()
def virus_scanner_has_an_address(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Report a ``VIRUS_SCANNER`` that names no way to one: every file would wait for ever."""
    if not settings.VIRUS_SCANNER or scanner.is_address(settings.VIRUS_SCANNER):
        return []
    hint = "Write unix:/run/clamav/clamd.ctl, or tcp://127.0.0.1:3310, or leave it out."
    return [checks.Error("VIRUS_SCANNER is no address of a scanner.", hint=hint, id="tickets.E003")]


def _secrets() -> Iterator[checks.CheckMessage]:
    secrets: list[str] = settings.ANYMAIL.get("WEBHOOK_SECRET", [])
    weak = [one for one in secrets if len(one) < _SHORTEST_SECRET or _SECRET.fullmatch(one) is None]
    if weak:
        yield checks.Error(
            "ANYMAIL_WEBHOOK_SECRET is no good secret.",
            hint=f"Two random words with a colon between them, {_SHORTEST_SECRET} characters or more, of letters, digits, “-”, “.”, “_” and “~”.",
            id="tickets.E001",
        )
    if secrets and not settings.IS_HTTPS and settings.SITE_HOST not in {"localhost", "127.0.0.1", "::1"}:
        yield checks.Warning(
            "E-mail providers send their secret and people’s mail to this site without encryption.",
            hint="Put TLS in front and let BASE_URL begin with https://.",
            id="tickets.W001",
        )


def _strange_names() -> Iterator[checks.CheckMessage]:
    known = (*_NO_PROVIDER, *(f"{name.upper()}_" for name in PROVIDERS), *_ONLY_SENDING)
    for name in sorted(settings.ANYMAIL):
        if not name.startswith(known):
            yield checks.Warning(
                f"ANYMAIL_{name} names no provider that is known here.", hint=f"Known are {', '.join(PROVIDERS)}.", id="tickets.W002"
            )


def _providers() -> Iterator[checks.CheckMessage]:
    for name, provider in PROVIDERS.items():
        marks = [mark for mark in settings.ANYMAIL if mark.startswith(f"{name.upper()}_") and "WEBHOOK" in mark]
        if marks and not settings.ANYMAIL.get("WEBHOOK_SECRET"):
            yield checks.Warning(
                f"ANYMAIL_{marks[0]} is set, but ANYMAIL_WEBHOOK_SECRET is not: everything that {provider.name} posts is refused.",
                hint="Set it, and put it into the address that the provider posts to: https://USER:PASSWORD@help.example.org/webhooks/…",
                id="tickets.W003",
            )
        for view in {provider.mails, provider.reports} if marks else ():
            try:
                view()
            except Exception as problem:  # noqa: BLE001 - whatever is wrong with it, the operator should hear it now
                yield checks.Error(f"What ANYMAIL_{name.upper()}_… says cannot be used: {type(problem).__name__}.", id="tickets.E002")


_ONLY_SENDING = ("MAILERSEND_", "MAILTRAP_", "POSTAL_", "RESEND_", "SCALEWAY_", "UNISENDER_GO_")
