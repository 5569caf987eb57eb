"""What an operator should know before people rely on the house."""

from typing import Any

from django.conf import settings
from django.core import checks

from foundation import pdf
from helpdesk.environment import is_loopback

SHORTEST_KEY = 32


def public_site(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return what is unsafe about an installation that others can reach; nothing for one on this machine alone."""
    found: list[checks.CheckMessage] = []
    if not settings.SITE_HOST:
        return [
            checks.Error(
                "BASE_URL is not an address.",
                hint="Set it to the address people use, such as https://help.example.org.",
                id="helpdesk.E001",
            )
        ]
    if is_loopback(settings.SITE_HOST):
        return found
    if settings.DEBUG:
        found.append(
            checks.Error(
                "DEBUG is on for a public site.", hint="Unset DEBUG: error pages would show settings and data.", id="helpdesk.E002"
            )
        )
    if not settings.IS_HTTPS:
        found.append(
            checks.Warning(
                "People reach this site without encryption.",
                hint="Put TLS in front and let BASE_URL begin with https://.",
                id="helpdesk.W001",
            )
        )
    return found


def keys(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return a complaint for each secret that is short enough to be guessed."""
    short = [name for name in ("SECRET_KEY", "MAIL_KEY") if len(getattr(settings, name)) < SHORTEST_KEY]
    return [
        checks.Error(f"{name} is too short.", hint=f"Use at least {SHORTEST_KEY} random characters.", id="helpdesk.E003") for name in short
    ]


def pdfs(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return a warning when a public site cannot make PDFs, and a hint on one's own machine; everything else works without them."""
    missing = pdf.missing_libraries()
    if not missing:
        return []
    level = checks.Info if is_loopback(settings.SITE_HOST) else checks.Warning
    return [
        level(
            f"This machine cannot make PDFs: {', '.join(missing)} is missing.",
            hint="Install Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0). Until then the page of a transcript says that there is none.",
            id="helpdesk.W002",
        )
    ]
