"""People and organisations."""

from accounts.models.contact import Contact
from accounts.models.installation import Installation
from accounts.models.named import Named
from accounts.models.organisation import Organisation
from accounts.models.phone import Phone
from accounts.models.throttle import Throttle
from accounts.models.user import User

__all__ = ["Contact", "Installation", "Named", "Organisation", "Phone", "Throttle", "User"]
