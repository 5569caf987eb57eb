"""Customers, public bodies, member households."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import membership
from accounts.admin.base import HouseAdmin, ReadOnly
from accounts.forms.contacts import ContactForm, ContactsFormSet
from accounts.forms.organisations import DomainForm, OrganisationForm
from accounts.models import Contact, Organisation, OrganisationDomain, PartnerGrant


class ContactInline(admin.TabularInline):
    """Who belongs to the organisation, or where a person belongs."""

    model = Contact
    form = ContactForm
    formset = ContactsFormSet
    extra = 0
    autocomplete_fields = ("user", "organisation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """With the names of both."""
        return super().get_queryset(request).select_related("user", "organisation").order_by("pk")


def end_membership(request: HttpRequest, formset: Any) -> None:
    """Let those leave whose last contact of an organisation was deleted in ``formset``."""
    by: Any = request.user
    if formset.model is Contact:
        for contact in {(row.user_id, row.organisation_id): row for row in formset.deleted_objects}.values():
            membership.taken_out(contact.user, contact.organisation, by=by)


class DomainInline(admin.TabularInline):
    """The mail domains whose addresses belong to the organisation."""

    model = OrganisationDomain
    form = DomainForm
    extra = 0


class GrantInline(ReadOnly, admin.TabularInline):
    """Partners who may act for the organisation, to look at: each right has a page of its own, where it is given and taken back."""

    model = PartnerGrant
    fk_name = "client"
    fields = ("partner", "until", "granted_by", "granted_at", "ended_at")
    extra = 0
    show_change_link = True

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
        """Save what hangs on an organisation; whoever is taken out leaves it."""
        super().save_formset(request, form, formset, change)
        end_membership(request, formset)
