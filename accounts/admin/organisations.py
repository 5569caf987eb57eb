"""Customers, public bodies, member households."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from accounts.forms.organisations import DomainForm, GrantForm, OrganisationForm
from accounts.models import Contact, Organisation, OrganisationDomain, PartnerGrant
from foundation import clock


class ContactInline(admin.TabularInline):
    """Who belongs to the organisation, or where a person belongs."""

    model = Contact
    extra = 0
    autocomplete_fields = ("user", "organisation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """With the names of both."""
        return super().get_queryset(request).select_related("user", "organisation").order_by("pk")


class DomainInline(admin.TabularInline):
    """The mail domains whose addresses belong to the organisation."""

    model = OrganisationDomain
    form = DomainForm
    extra = 0


class GrantInline(admin.TabularInline):
    """Partners who may act for the organisation. A right is taken back, not deleted: tickets tell of it."""

    model = PartnerGrant
    form = GrantForm
    fk_name = "client"
    fields = ("partner", "until", "granted_by", "granted_at", "ended_at")
    readonly_fields = ("granted_by", "granted_at")
    extra = 0
    can_delete = False
    autocomplete_fields = ("partner",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnerGrant]:
        """With the names of all."""
        return super().get_queryset(request).select_related("partner", "client", "granted_by").order_by("pk")


@admin.register(Organisation)
class OrganisationAdmin(HouseAdmin):
    """The tree of organisations."""

    form = OrganisationForm
    list_display = ("name", "parent", "contract", "entitled_until", "sharing", "is_active")
    list_filter = ("is_active", "is_partner", "sharing")
    list_select_related = ("parent",)
    search_fields = ("name", "contract", "domains__domain")
    search_help_text = _("Name, contract or mail domain")
    ordering = ("name", "pk")
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("name", "parent", "address", "notes")}),
        (_("Entitlement"), {"fields": ("is_active", "entitled_until", "contract")}),
        (_("Sharing tickets"), {"fields": ("sharing", "sharing_roles", "shares_below")}),
        (_("Partners"), {"fields": ("is_partner",)}),
    )
    inlines = (DomainInline, ContactInline, GrantInline)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save what hangs on it; a new right says who gave it, and when."""
        if formset.model is PartnerGrant:
            for row in formset.save(commit=False):
                if row._state.adding:  # noqa: SLF001 - documented under this name
                    row.granted_by, row.granted_at = request.user, clock.now()
        super().save_formset(request, form, formset, change)
