"""Services and their groups."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Named, Organisation
from statuspage.querysets import ServiceQuerySet


class ServiceGroup(Named):
    """Services that are shown together."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("group of services")
        verbose_name_plural = _("groups of services")
        ordering: ClassVar = ["position", "pk"]


class Service(Named):
    """What people use and can be told about."""

    slug = models.SlugField(_("short name in addresses"), unique=True, max_length=60)
    group = models.ForeignKey(
        ServiceGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("group")
    )
    descriptions = models.JSONField(_("description"), default=dict, blank=True)
    is_public = models.BooleanField(_("anybody may know of it"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering: ClassVar = ["position", "pk"]


class ServiceUse(models.Model):
    """An organisation uses a service."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="service_uses", verbose_name=_("organisation"))
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="uses", verbose_name=_("service"))

    class Meta:
        verbose_name = _("use of a service")
        verbose_name_plural = _("who uses what")
        constraints = [models.UniqueConstraint(fields=["organisation", "service"], name="service_use_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.service}"
