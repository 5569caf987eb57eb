"""What an operator is told at start-up."""

from typing import Any

from django.conf import settings
from django.core import checks

from notifications.channels.choice import open_channel


@checks.register()
def email_url_is_understood(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Report an ``EMAIL_URL`` that no way out understands."""
    try:
        open_channel()
    except ValueError as error:
        return [checks.Error(str(error), id="notifications.E001")]
    if not settings.EMAIL_URL and not is_loopback_site():
        hint = "Set EMAIL_URL to the relay, such as smtp+tls://user:password@relay.example.org."
        return [
            checks.Warning("No mail leaves this installation: each becomes a file in the data folder.", hint=hint, id="notifications.W001")
        ]
    return []


def is_loopback_site() -> bool:
    """Tell whether ``BASE_URL`` names this machine alone, as on a developer's desk."""
    return settings.SITE_HOST in {"localhost", "127.0.0.1", "::1"}
