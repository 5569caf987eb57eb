"""Services and their groups in Django admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from accounts.forms.names import searched_in_every_language
from statuspage.models import Service, ServiceGroup, ServiceUse


@admin.register(ServiceGroup)
class ServiceGroupAdmin(HouseAdmin):
    """What is shown together."""

    list_display = ("name", "position")
    list_display_links = ("name",)
    search_fields = searched_in_every_language("names")
    search_help_text = _("Name in any language")
    ordering = ("position", "pk")

    @admin.display(description=_("name"))
    def name(self, group: ServiceGroup) -> str:
        """The name in the reader's language."""
        return group.name


@admin.register(Service)
class ServiceAdmin(HouseAdmin):
    """What people use and can be told about."""

    list_display = ("name", "group", "slug", "is_public", "position", "is_active")
    list_display_links = ("name",)
    list_filter = ("group", "is_public", "is_active")
    list_select_related = ("group",)
    search_fields = ("slug", *searched_in_every_language("names"))
    search_help_text = _("Name in any language, or short name")
    ordering = ("group__position", "group_id", "position", "pk")
    sortable_by = ("slug", "position")
    autocomplete_fields = ("group",)
    fields = ("names", "slug", "group", "descriptions", "is_public", "position", "is_active")

    @admin.display(description=_("name"))
    def name(self, service: Service) -> str:
        """The name in the reader's language."""
        return service.name


@admin.register(ServiceUse)
class ServiceUseAdmin(HouseAdmin):
    """Which organisation uses which service."""

    list_display = ("organisation", "service")
    list_filter = ("service",)
    list_select_related = ("organisation", "service")
    search_fields = ("organisation__name",)
    search_help_text = _("Organisation")
    ordering = ("organisation__name", "pk")
    sortable_by = ()
    autocomplete_fields = ("organisation", "service")
