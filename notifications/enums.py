"""States and lanes of the outbox, and which states an operator may leave by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lane(models.TextChoices):
    """Which queue of workers sends a mail: what a person waits for never stands behind a broadcast."""

    DEFAULT = "default", _("Urgent lane")
    BULK = "bulk", _("Bulk lane")


class DeliveryState(models.TextChoices):
    """Where one mail to one address stands."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEFERRED = "deferred", _("Deferred")
    FAILED = "failed", _("Failed")
    SUPPRESSED = "suppressed", _("Suppressed")
    UNKNOWN = "unknown", _("Unknown")
    EXPIRED = "expired", _("Expired")
    CANCELLED = "cancelled", _("Cancelled")


class SuppressionScope(models.TextChoices):
    """What an address must not be sent: anything (it does not exist), or broadcasts (its owner complained)."""

    HARD_BOUNCE = "hard-bounce", _("Any mail")
    COMPLAINT = "complaint", _("Bulk mail")


WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.DEFERRED})
LIVE = WAITING | {DeliveryState.SENDING}
RETRYABLE = frozenset(
    {DeliveryState.DEFERRED, DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.UNKNOWN, DeliveryState.CANCELLED}
)
CANCELLABLE = WAITING
# Ended without anything having left.
UNSENT = frozenset({DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.EXPIRED, DeliveryState.CANCELLED})
