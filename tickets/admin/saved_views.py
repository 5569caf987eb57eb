"""Saved views in Django admin."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin, ReadOnly
from tickets.models import SavedView


@admin.register(SavedView)
class SavedViewAdmin(ReadOnly, HouseAdmin):
    """What agents named on their lists: to see whose and shared with whom, and to delete what nobody looks after any more."""

    list_display = ("name", "owner", "queue", "is_shared", "query")
    list_filter = ("is_shared", "queue")
    list_select_related = ("owner", "queue")
    search_fields = ("name", "owner__name", "owner__email")
    search_help_text = _("Name of the view, or its owner")
    ordering = ("owner__name", "queue", "position", "pk")
    sortable_by = ()
    fields = ("name", "owner", "queue", "is_shared", "query", "list_link")
    readonly_fields = ("list_link",)

    def has_delete_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        """Who has the permission for it: the tickets that a view shows stay where they are."""
        return bool(request.user.has_perm("tickets.delete_savedview"))

    @admin.display(description=_("at the desk"))
    def list_link(self, view: SavedView) -> SafeString:
        """The way to the list, for those who work there."""
        return format_html('<a href="{}">{}</a>', view.get_absolute_url(), view.name)
