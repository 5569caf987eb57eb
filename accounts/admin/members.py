"""Who was asked to join an organisation, and who left it: to look at; an invitation can be withdrawn."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import inviting
from accounts.admin.base import HouseAdmin, ReadOnly
from accounts.errors import Refused
from accounts.models import Departure, Invitation
from foundation import clock


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, HouseAdmin):
    """Invitations, the newest first. They are written in the portal and at the desk."""

    list_display = ("email", "organisation", "role", "invited_by", "invited_at", "state")
    list_filter = ("invited_at", "accepted_at", "withdrawn_at")
    list_select_related = ("organisation", "invited_by")
    search_fields = ("email", "name", "organisation__name")
    search_help_text = _("Address, name or organisation")
    ordering = ("-invited_at", "-pk")
    sortable_by = ()
    actions = ("withdraw",)
    readonly_fields = ("state",)
    fields = (
        "email", "name", "organisation", "role", "language", "state", "invited_by", "invited_at", "expires_at", "accepted_by", "accepted_at",
        "withdrawn_at",
    )  # fmt: skip

    @admin.display(description=_("what became of it"))
    def state(self, invitation: Invitation) -> str:
        """Whether it waits, was accepted or withdrawn, or is too old."""
        return str(invitation.state(clock.now()).label)

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Who may withdraw: those with the permission to change invitations, though nobody edits one."""
        return bool(request.user.has_perm("accounts.change_invitation"))

    @admin.action(description=_("Withdraw: the link ends"), permissions=["act"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        """End the links of the chosen ones, but for those that were accepted meanwhile."""
        by: Any = request.user
        done = left_out = 0
        for invitation in chosen:
            try:
                inviting.withdraw(invitation, by=by)
            except Refused:
                left_out += 1
                continue
            self.log_change(request, invitation, "withdrawn")
            done += 1
        if done:
            said = ngettext("%(count)d invitation was withdrawn.", "%(count)d invitations were withdrawn.", done)
            self.message_user(request, said % {"count": done}, messages.SUCCESS)
        if left_out:
            said = ngettext(
                "%(count)d invitation was left alone: it was accepted already.",
                "%(count)d invitations were left alone: they were accepted already.",
                left_out,
            )
            self.message_user(request, said % {"count": left_out}, messages.WARNING)


@admin.register(Departure)
class DepartureAdmin(ReadOnly, HouseAdmin):
    """Who was taken out of an organisation, the newest first. A new invitation lets somebody come back."""

    list_display = ("user", "organisation", "by", "at", "closed_account")
    list_filter = ("at", "closed_account")
    list_select_related = ("user", "organisation", "by")
    search_fields = ("user__name", "user__email", "organisation__name")
    search_help_text = _("Name, address or organisation")
    ordering = ("-at", "-pk")
    sortable_by = ()
