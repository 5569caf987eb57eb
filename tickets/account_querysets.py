"""Selections of mail accounts."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from tickets.models import MailAccount


class MailAccountQuerySet(models.QuerySet["MailAccount"]):
    """Selections of mail accounts."""

    def due(self, at: datetime) -> "MailAccountQuerySet":
        """Accounts to be read by now that nobody is reading, longest waiting first."""
        is_free = Q(reader_until__isnull=True) | Q(reader_until__lte=at)
        return self.filter(is_free, is_active=True, next_read_at__lte=at).order_by("next_read_at", "pk")

    def silent(self, at: datetime) -> "MailAccountQuerySet":
        """Accounts that have not been read for so long that people have to know."""
        return self.filter(is_active=True, alarm_at__lte=at).order_by("alarm_at", "pk")
