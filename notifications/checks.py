"""What an operator is told at start-up."""

from typing import Any

from django.conf import settings
from django.core import checks

from notifications.channels.choice import open_channel
from notifications.channels.provider import ProviderChannel


@checks.register()
def email_url_is_understood(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Report an ``EMAIL_URL`` that no way out understands."""
    try:
        channel = open_channel()
    except ValueError as error:
        return [checks.Error(str(error), id="notifications.E001")]
    if isinstance(channel, ProviderChannel) and (wrong := channel.is_set_up_wrongly()):
        hint = "Give its key as ANYMAIL_…; docs/operations.md says which."
        return [checks.Error(f"No mail can leave by {channel.name}: {wrong}.", hint=hint, id="notifications.E002")]
    if not settings.EMAIL_URL and not is_loopback_site():
        hint = "Set EMAIL_URL to the relay, such as smtp+tls://user:password@relay.example.org."
        return [
            checks.Warning("No mail leaves this installation: each becomes a file in the data folder.", hint=hint, id="notifications.W001")
        ]
    return []


def is_loopback_site() -> bool:
    """Tell whether ``BASE_URL`` names this machine alone, as on a developer's desk."""
    return settings.SITE_HOST in {"localhost", "127.0.0.1", "::1"}
