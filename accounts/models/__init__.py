"""People and organisations."""

from accounts.models.contact import Contact
from accounts.models.installation import Installation
from accounts.models.invitation import Departure, Invitation
from accounts.models.named import Named
from accounts.models.organisation import Organisation, OrganisationDomain
from accounts.models.partner import PartnerGrant
from accounts.models.phone import Phone
from accounts.models.throttle import Throttle
from accounts.models.user import User
from accounts.models.wording import MailWording, Wording

__all__ = [
    "Contact",
    "Departure",
    "Installation",
    "Invitation",
    "MailWording",
    "Named",
    "Organisation",
    "OrganisationDomain",
    "PartnerGrant",
    "Phone",
    "Throttle",
    "User",
    "Wording",
]
