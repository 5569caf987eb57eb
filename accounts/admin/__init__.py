"""People, organisations and the installation in Django admin."""

from accounts.admin.installation import InstallationAdmin
from accounts.admin.organisations import OrganisationAdmin
from accounts.admin.people import PersonAdmin

__all__ = ["InstallationAdmin", "OrganisationAdmin", "PersonAdmin"]
