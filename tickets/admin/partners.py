"""Who acts for whom. Giving and taking back are the same acts as in the portal: they end access and mails, and tickets tell of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from accounts.models import PartnerGrant
from queues.agents import today
from tickets.actions import partnering
from tickets.forms.partners import RightForm


@admin.register(PartnerGrant)
class PartnerGrantAdmin(HouseAdmin):
    """The rights of partners. A right is taken back, not deleted: tickets tell of it."""

    form = RightForm
    list_display = ("partner", "client", "holds", "until", "granted_at", "ended_at")
    list_display_links = ("partner", "client")
    list_filter = ("granted_at", "ended_at")
    list_select_related = ("partner", "client")
    search_fields = ("partner__name", "client__name")
    search_help_text = _("Name of the partner or of the client")
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("partner", "client")

    @admin.display(description=_("may act now"), boolean=True)
    def holds(self, right: PartnerGrant) -> bool:
        """Whether the partner's people may act today."""
        return right.is_given(today()) and right.partner.is_active and right.client.is_active

    def get_fields(self, request: HttpRequest, obj: PartnerGrant | None = None) -> Any:
        """A new right is given by saving it."""
        chosen = ("partner", "client", "until")
        return (*chosen, "may_act", *self._told()) if obj is not None else chosen

    def get_readonly_fields(self, request: HttpRequest, obj: PartnerGrant | None = None) -> Any:
        """Between whom it is stays as it is, for tickets were opened by it."""
        return ("partner", "client", *self._told()) if obj is not None else ()

    @staticmethod
    def _told() -> tuple[str, ...]:
        return ("granted_by", "granted_at", "ended_at", "ended_by")

    def has_delete_permission(self, request: HttpRequest, obj: PartnerGrant | None = None) -> bool:
        """Nothing is deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: PartnerGrant, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Give it, or take it back."""
        by: Any = request.user
        if form.cleaned_data.get("may_act", True):
            obj.pk = partnering.grant(obj.client, partner=obj.partner, until=obj.until, by=by).pk
        else:
            partnering.revoke(obj, by=by)
        obj.refresh_from_db()
