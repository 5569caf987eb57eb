"""What an operator should know before people rely on the house."""

from typing import Any

from django.conf import settings
from django.core import checks

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
