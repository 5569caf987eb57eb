"""Customers, public bodies, member households."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ContactRole, Sharing
from accounts.querysets import OrganisationQuerySet


class Organisation(models.Model):
    """A body that people belong to. Organisations form a tree: a department below its body."""

    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("One that is not active, and all below it, is not entitled and shares no tickets.")
    )
    entitled_until = models.DateField(
        _("entitled until"), null=True, blank=True, help_text=_("The last day, for it and all below it. Empty: without end.")
    )
    contract = models.CharField(_("contract"), max_length=200, blank=True, help_text=_("Its reference; no copy of it."))
    sharing = models.CharField(_("who sees the others' tickets"), max_length=10, choices=Sharing.choices, default=Sharing.NONE)
    sharing_roles = models.JSONField(_("roles that see them, too"), default=list, blank=True)
    shares_below = models.BooleanField(_("also those of the organisations below"), default=False)
    is_partner = models.BooleanField(
        _("acts for others"), default=False, help_text=_("Managers of other organisations find it among the partners that they may choose.")
    )
    address = models.TextField(_("postal address"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    notes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    notes_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_name_once_below_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent__isnull=True), name="organisation_name_once_at_top"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="organisation_not_its_own_parent"),
            models.CheckConstraint(condition=models.Q(sharing__in=Sharing.values), name="organisation_sharing_known"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="organisation_by_name")]

    def __str__(self) -> str:
        return self.name

    def shares_with(self, role: str) -> bool:
        """Whether somebody with ``role`` here sees the tickets of the others."""
        if not self.is_active or self.sharing == Sharing.NONE:
            return False
        return self.sharing == Sharing.ALL or role == ContactRole.MANAGER or role in self.sharing_roles


class OrganisationDomain(models.Model):
    """A mail domain whose addresses belong to one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains", verbose_name=_("organisation"))
    domain = models.CharField(_("domain"), max_length=253, unique=True, help_text=_("What stands after the @, for example example.org."))

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")

    def __str__(self) -> str:
        return self.domain
