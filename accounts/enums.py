"""States and kinds of people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactRole(models.TextChoices):
    """What a person is to an organisation. A *manager* looks after its people."""

    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")
    TECHNICAL = "technical", _("Technical contact")
    BILLING = "billing", _("Billing contact")
    PARTNER = "partner", _("Partner")


class Sharing(models.TextChoices):
    """Who of an organisation sees the tickets of the others there."""

    NONE = "none", _("Nobody: each person sees their own")
    ROLE = "role", _("Managers, and the roles chosen below")
    ALL = "all", _("Everybody")


class SignUp(models.TextChoices):
    """Who gets an account without having written to us before."""

    INVITED = "invited", _("Only who is invited, or has asked for help before")
    DOMAIN = "domain", _("Also whoever has an address at an organisation's domain")
    OPEN = "open", _("Everybody")


class InvitationState(models.TextChoices):
    """What became of an invitation."""

    WAITING = "waiting", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Too old")


class Asking(models.TextChoices):
    """For whom the desk is there."""

    OPEN = "open", _("Everybody; members of organisations as long as these are entitled")
    MEMBERS = "members", _("Only people of an entitled organisation, signed in")


class Why(models.TextChoices):
    """Why somebody is entitled to support, or is not."""

    MEMBER = "member", _("entitled")
    OPEN = "open", _("entitled: the desk is open to everybody")
    UNPROVEN = "unproven", _("not known: the address is not confirmed")
    STRANGER = "stranger", _("not entitled: no organisation")
    INACTIVE = "inactive", _("not entitled: no longer active")
    EXPIRED = "expired", _("not entitled: expired")
