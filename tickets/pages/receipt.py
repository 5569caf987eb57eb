"""What a person takes away: reference, code, and what happens next."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from notifications.models import Delivery
from queues.enums import TextPlace
from queues.texts import text_for
from tickets import grants, notices
from tickets.models import Ticket


def printed(ticket: Ticket) -> dict[str, Any]:
    """Return what stands on the receipt that an agent prints for a caller or visitor."""
    return {"ticket": ticket, "code": grants.follow_code(ticket), "follow_url": settings.BASE_URL + reverse("tickets:follow")}


def shown(ticket: Ticket, *, with_code: bool) -> dict[str, Any]:
    """Return what the requester's own receipt shows: the same, and what happens next. Colleagues get no code."""
    return {
        **printed(ticket),
        **({} if with_code else {"code": ""}),
        "next_text": text_for(ticket.queue_id, TextPlace.RECEIPT_NEXT, get_language()),
        "has_email": ticket.can_be_mailed,
        "is_mailed": Delivery.objects.filter(mail__key=notices.acknowledgement_key(ticket)).exists(),
    }
