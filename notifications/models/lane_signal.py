"""Whether a lane's workers have been told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Lane
from notifications.querysets import LaneSignalQuerySet


class LaneSignal(models.Model):
    """One row a lane: since when a nudge waits in the broker, so that at most one does."""

    lane = models.CharField(_("lane"), max_length=10, choices=Lane, primary_key=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)

    objects = LaneSignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("lane signal")
        verbose_name_plural = _("lane signals")

    def __str__(self) -> str:
        return self.lane
