"""Who was asked to join an organisation, and who left it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import ContactRole, InvitationState
from accounts.models.organisation import Organisation
from accounts.models.user import User


class Invitation(models.Model):
    """An address that was asked to join. Its link ends when it is accepted, withdrawn, sent again, or too old."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("organisation"))
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=ContactRole.choices, default=ContactRole.MEMBER)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"))
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("ends"))
    # Raised when it is sent again: the earlier link ends.
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accepted by"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once_per_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"

    def is_open(self, at: datetime) -> bool:
        """Whether its link still works."""
        return self.state(at) == InvitationState.WAITING

    def state(self, at: datetime) -> InvitationState:
        """What became of it until ``at``."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.WAITING if self.expires_at > at else InvitationState.EXPIRED


class Departure(models.Model):
    """Somebody who was taken out of an organisation: by whom, when. An address alone does not bring them back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="departures", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="departures", verbose_name=_("organisation"))
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("taken out by"))
    at = models.DateTimeField(_("left"))
    # They belonged nowhere else: a new invitation opens the account again. What an administrator closed stays closed.
    closed_account = models.BooleanField(_("the account was closed"), default=False)

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="departure_by_organisation")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
