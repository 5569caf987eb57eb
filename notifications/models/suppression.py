"""Addresses that must not be mailed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import SuppressionScope
from notifications.querysets import SuppressionQuerySet


class Suppression(models.Model):
    """An address that bounced for good or complained. Heals at ``expires_at``, or never when that is empty."""

    address = models.CharField(_("address"), max_length=320)
    scope = models.CharField(_("scope"), max_length=12, choices=SuppressionScope)
    reason = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        constraints = [
            models.UniqueConstraint(fields=["address"], name="notifications_suppression_address_unique"),
            models.CheckConstraint(condition=Q(scope__in=SuppressionScope.values), name="notifications_suppression_scope_known"),
        ]

    def __str__(self) -> str:
        return self.address
