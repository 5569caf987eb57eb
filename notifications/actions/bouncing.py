"""A mail came back: note it on its delivery, and stop writing to an address that is gone."""

from datetime import datetime

from django.utils.translation import gettext_noop

from foundation import clock
from notifications.actions import suppression
from notifications.enums import DeliveryState, SuppressionScope
from notifications.models import Delivery

CAME_BACK = gettext_noop("The mail came back: the mailbox does not take it.")
CAME_BACK_FOR_NOW = gettext_noop("The mail came back: the mailbox could not take it then.")


def record_bounce(delivery_pk: int, *, status: str, is_hard: bool, at: datetime | None = None) -> Delivery | None:
    """Mark the delivery that a report is about, and return it; ``None`` when there is none.

    ``status`` is the RFC 3463 code. For a mailbox that is gone (``is_hard``) the address gets no more mail until that expires or
    somebody lifts it. A forged report stops at most the address of the delivery whose signed Message-ID it holds.
    """
    delivery = Delivery.objects.filter(pk=delivery_pk).first()
    if delivery is None:
        return None
    sent = Delivery.objects.filter(pk=delivery_pk, state__in=[DeliveryState.SENT, DeliveryState.UNKNOWN])
    sent.update(state=DeliveryState.FAILED, reason=CAME_BACK if is_hard else CAME_BACK_FOR_NOW, reply_text=status[:1000])
    if is_hard:
        suppression.suppress(delivery.address, scope=SuppressionScope.HARD_BOUNCE, reason=f"bounce {status}".strip(), at=clock.now(at))
    return delivery
