"""Who may act for whom."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User
from accounts.querysets import PartnerGrantQuerySet


class PartnerGrant(models.Model):
    """A client organisation lets a partner's people open tickets in its name. Given again after its end, it is the same row."""

    partner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="clients_granted", verbose_name=_("partner"))
    client = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partners_granted", verbose_name=_("client"))
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("granted by"))
    granted_at = models.DateTimeField(_("granted"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: until it is taken back."))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken back by"))

    objects = PartnerGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner's right")
        verbose_name_plural = _("partners' rights")
        constraints = [
            models.UniqueConstraint(fields=["partner", "client"], name="partner_grant_once_per_pair"),
            models.CheckConstraint(condition=~models.Q(partner=models.F("client")), name="partner_grant_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.partner} → {self.client}"

    @property
    def is_over_by_day(self) -> bool:
        """Whether its last day ended it, and nobody took it back."""
        return self.ended_at is not None and self.ended_by_id is None and self.until is not None

    def is_given(self, on: date) -> bool:
        """Whether the partner may act on that day."""
        return self.ended_at is None and (self.until is None or self.until >= on)
