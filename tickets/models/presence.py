"""Who has a ticket open."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.ticket import Ticket
from tickets.writing_querysets import PresenceQuerySet


class Presence(models.Model):
    """When an agent's browser last showed a ticket, and whether they were writing. Old rows mean nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("agent"))
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="presences", verbose_name=_("ticket"))
    seen_at = models.DateTimeField(_("seen at"))
    is_writing = models.BooleanField(_("writing"), default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="presence_once_per_agent")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.ticket_id}"
