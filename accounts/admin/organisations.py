"""Customers, public bodies, member households."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from accounts.forms.organisations import OrganisationForm
from accounts.models import Contact, Organisation


class ContactInline(admin.TabularInline):
    """Who belongs to the organisation, or where a person belongs."""

    model = Contact
    extra = 0
    autocomplete_fields = ("user", "organisation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """With the names of both."""
        return super().get_queryset(request).select_related("user", "organisation").order_by("pk")


@admin.register(Organisation)
class OrganisationAdmin(HouseAdmin):
    """The tree of organisations."""

    form = OrganisationForm
    list_display = ("name", "parent", "is_entitled")
    list_filter = ("is_entitled",)
    list_select_related = ("parent",)
    search_fields = ("name",)
    search_help_text = _("Name")
    ordering = ("name", "pk")
    autocomplete_fields = ("parent",)
    inlines = (ContactInline,)
