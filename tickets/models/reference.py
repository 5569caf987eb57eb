"""What a ticket is called elsewhere: in a bug tracker, a register, a list of versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import ReferenceKind
from tickets.models.ticket import Ticket


class ExternalReference(models.Model):
    """A number or version outside this house, and where it can be read."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="external_references", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=10, choices=ReferenceKind.choices)
    text = models.CharField(_("number or version"), max_length=120)
    url = models.URLField(_("address"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("external reference")
        verbose_name_plural = _("external references")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "kind", "text"], name="external_reference_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
