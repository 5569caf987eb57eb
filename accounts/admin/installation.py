"""The house's own page."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.admin.base import HouseAdmin
from accounts.models import Installation

THE_ROW = "1"


@admin.register(Installation)
class InstallationAdmin(HouseAdmin):
    """One row: changed, never added or deleted. Its list is its form."""

    fieldsets = (
        (None, {"fields": ("name", "language", "time_zone")}),
        (
            _("How people reach us"),
            {
                "description": _("Shown on every public page, on receipts and in e-mails."),
                "fields": ("telephone", "call_cost_notes", "hours_notes", "channel_notes", "email", "web"),
            },
        ),
        (_("Replies"), {"fields": ("undo_seconds", "due_soon_minutes")}),
        (_("Sent e-mail"), {"fields": ("mails_no_content",)}),
        (_("Received e-mail"), {"fields": ("raw_mail_days", "mail_relays")}),
        (
            _("Who may ask"),
            {
                "description": _("The two texts stand on the page for people who are not entitled."),
                "fields": ("asking", "joining_notes", "public_channel_notes"),
            },
        ),
        (
            _("Signing in"),
            {
                "description": _(
                    "Whoever wrote to us or was invited signs in with a code by e-mail. The choice says who else may, without asking us "
                    "first. Whoever proves an address at an organisation’s mail domain becomes a member there, but not after having been "
                    "taken out; with the first answer, domains do nothing."
                ),
                "fields": ("sign_up", "agents_need_second_factor"),
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The house is there already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A house without itself makes no sense."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Go straight to the form."""
        return HttpResponseRedirect(reverse("admin:accounts_installation_change", args=[THE_ROW]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Installation | None:
        """Return the row, or one with the defaults that the first save will keep."""
        return super().get_object(request, object_id, from_field) or (Installation(pk=1) if object_id == THE_ROW else None)

    def save_model(self, request: HttpRequest, obj: Installation, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save, and let this process read the row afresh; others follow within seconds."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(installation.forget, robust=True)
