"""States and kinds of people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactRole(models.TextChoices):
    """What a person is to an organisation."""

    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")
    TECHNICAL = "technical", _("Technical contact")
    BILLING = "billing", _("Billing contact")
    PARTNER = "partner", _("Partner")
