"""A mail came back: note it on its delivery, and stop writing to an address that is gone, or to many where somebody complained."""

from datetime import datetime

from django.utils.translation import gettext_noop

from foundation import clock
from notifications.actions import suppression
from notifications.enums import DeliveryState, SuppressionScope
from notifications.models import Delivery

CAME_BACK = gettext_noop("The mail came back: the mailbox does not take it.")
CAME_BACK_FOR_NOW = gettext_noop("The mail came back: the mailbox could not take it then.")
MAILBOX_FULL = gettext_noop("The mail came back: the mailbox is full.")
TOO_LARGE = gettext_noop("The mail came back: it was too large.")
UNWANTED = gettext_noop("The mail came back: the other mail server did not want it.")
FAILED = gettext_noop("The mail came back: the other mail server could not deliver it.")
# RFC 3463: what the status of a failure for good means to people.
_MEANINGS = {"5.2.2": MAILBOX_FULL, "5.2.3": TOO_LARGE, "5.3.4": TOO_LARGE}


def record_bounce(delivery_pk: int, *, status: str, is_gone: bool, is_delayed: bool = False, at: datetime | None = None) -> Delivery | None:
    """Mark the delivery that a report is about, and return it; ``None`` when there is none.

    ``status`` is the RFC 3463 code. For a mailbox that is gone (``is_gone``) the address gets no more mail until that expires or
    somebody lifts it. A delay changes nothing: the mail may still arrive. A forged report stops at most the address of the
    delivery whose signed name it knows.
    """
    delivery = Delivery.objects.filter(pk=delivery_pk).first()
    if delivery is None or is_delayed:
        return delivery
    sent = Delivery.objects.filter(pk=delivery_pk, state__in=[DeliveryState.SENT, DeliveryState.UNKNOWN])
    sent.update(state=DeliveryState.FAILED, reason=_meaning(status, is_gone=is_gone), reply_text=status[:1000])
    if is_gone:
        suppression.suppress(delivery.address, scope=SuppressionScope.HARD_BOUNCE, reason=f"bounce {status}".strip(), at=clock.now(at))
    return delivery


def record_arrival(delivery_pk: int, *, at: datetime | None = None) -> None:
    """Note that the receiver's mail server took a mail; what nobody knew to have left is known now. Only the first time counts."""
    came = Delivery.objects.filter(pk=delivery_pk, state__in=[DeliveryState.SENT, DeliveryState.UNKNOWN], arrived_at=None)
    came.update(state=DeliveryState.SENT, reason="", arrived_at=clock.now(at))


def record_complaint(delivery_pk: int, *, at: datetime | None = None) -> Delivery | None:
    """Send no more to many at the address of a delivery whose receiver called it spam; return the delivery, if there is one."""
    delivery = Delivery.objects.filter(pk=delivery_pk).first()
    if delivery is not None:
        suppression.suppress(delivery.address, scope=SuppressionScope.COMPLAINT, reason="complaint", at=clock.now(at))
    return delivery


def _meaning(status: str, *, is_gone: bool) -> str:
    if is_gone:
        return CAME_BACK
    if status.startswith("4"):
        return CAME_BACK_FOR_NOW
    if status.startswith("5.7."):
        return UNWANTED
    return _MEANINGS.get(status, FAILED)
