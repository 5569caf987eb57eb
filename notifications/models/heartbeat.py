"""Signs of life."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.querysets import HeartbeatQuerySet


class Heartbeat(models.Model):
    """When a named part of the machinery last showed that it works."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("at"))

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
