"""Stop mailing an address, and allow it again."""

from datetime import datetime, timedelta

from foundation import clock
from notifications import addresses
from notifications.enums import SuppressionScope
from notifications.models import Suppression

# People get their mailbox back; a bounce heals by itself, a complaint does not.
HARD_BOUNCE_HOLDS = timedelta(days=60)


def suppress(address: str, *, scope: SuppressionScope, reason: str, at: datetime | None = None) -> Suppression:
    """Stop mail to ``address``: all of it after a hard bounce (for 60 days), broadcasts after a complaint (for good).

    A complaint never narrows a bounce that still holds.
    """
    now = clock.now(at)
    key = addresses.key_of(address)
    expires_at = now + HARD_BOUNCE_HOLDS if scope == SuppressionScope.HARD_BOUNCE else None
    present = Suppression.objects.in_force(now).filter(address=key).first()
    if present and present.scope == SuppressionScope.HARD_BOUNCE and scope == SuppressionScope.COMPLAINT:
        return present
    row, _is_new = Suppression.objects.update_or_create(
        address=key, defaults={"scope": scope, "reason": reason, "created_at": now, "expires_at": expires_at}
    )
    return row


def stops(address: str, *, at: datetime) -> bool:
    """Tell whether mail to ``address`` came back for good, so that nothing is sent there now."""
    scope = SuppressionScope.HARD_BOUNCE
    return Suppression.objects.in_force(at).filter(address=addresses.key_of(address), scope=scope).exists()


def lift(address: str) -> None:
    """Allow mail to ``address`` again."""
    Suppression.objects.filter(address=addresses.key_of(address)).delete()
