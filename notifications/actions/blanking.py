"""Forget what must not be kept."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop

from notifications.models import Delivery, Mail, MailText

REMOVED = gettext_noop("The text was removed after sending.")


def blank_finished(*, at: datetime, limit: int = 500) -> int:
    """Replace the words (not the subject) of secret mails that nobody waits for any more. Return how many were blanked."""
    live = Delivery.objects.live().filter(mail=OuterRef("pk"))
    kept = Mail.objects.filter(~Exists(live), is_secret=True, blanked_at=None)
    finished = list(kept.values_list("pk", flat=True)[:limit])
    if finished:
        MailText.objects.filter(mail__in=finished).update(text=REMOVED, html="", calendar="")
        Mail.objects.filter(pk__in=finished).update(blanked_at=at)
    return len(finished)
