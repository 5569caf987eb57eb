"""Customers, public bodies, member households."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A body that people belong to. Organisations form a tree: a department below its body."""

    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))
    is_entitled = models.BooleanField(_("entitled to support"), default=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_name_once_below_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent__isnull=True), name="organisation_name_once_at_top"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="organisation_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name
