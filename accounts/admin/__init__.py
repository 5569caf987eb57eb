"""People, organisations and the installation in Django admin."""

from accounts.admin.installation import InstallationAdmin
from accounts.admin.members import DepartureAdmin, InvitationAdmin
from accounts.admin.organisations import OrganisationAdmin
from accounts.admin.people import PersonAdmin

__all__ = ["DepartureAdmin", "InstallationAdmin", "InvitationAdmin", "OrganisationAdmin", "PersonAdmin"]
