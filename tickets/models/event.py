"""The record of everything that happened to a ticket."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import Verb
from tickets.models.ticket import Ticket
from tickets.querysets import EventQuerySet


class TicketEvent(models.Model):
    """One immutable entry: who, when, verb, from and to (ids and codes in ``payload``), reason (free text, which may be redacted)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="events", verbose_name=_("ticket"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    payload = models.JSONField(_("details"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["ticket", "at", "id"], name="ticket_event_by_ticket")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry once. Raises ``TypeError`` when it exists already: history is not rewritten."""
        if not self._state.adding:
            raise TypeError("A ticket event is never changed.")
        super().save(*args, **kwargs)
