"""Earlier references in Django admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from tickets.models import ReferenceAlias


@admin.register(ReferenceAlias)
class ReferenceAliasAdmin(HouseAdmin):
    """Prefixes that were given up, and numbers of a former system. Many are brought in by ``import_references``."""

    list_display = ("__str__", "ticket")
    list_select_related = ("ticket",)
    search_fields = ("=prefix", "=number")
    search_help_text = _("Word before the number, or the number there")
    ordering = ("prefix", "number", "pk")
    raw_id_fields = ("ticket",)
