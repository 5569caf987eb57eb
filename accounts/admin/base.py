"""What every page of the administration has in common: flat, bounded, and careful with deleting."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext

from accounts.forms.names import TextsField, TextsForm, TextsInput

# A list says that there are this many rows at most: counting millions takes longer than looking for one.
MOST_COUNTED = 10_000


class BoundedPaginator(Paginator):
    """Counts no further than ``MOST_COUNTED``."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, or the most that are counted."""
        rows = self.object_list
        return rows.order_by()[:MOST_COUNTED].count() if isinstance(rows, models.QuerySet) else len(rows)


class TextsInEachLanguage:
    """Shows ``{language: text}`` columns as one input for each language: one line for a name, several for a note."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Give columns of texts their field; an address without scheme is a secure one."""
        if isinstance(db_field, models.JSONField):
            widget = TextsInput(is_long=db_field.name != "names")
            return db_field.formfield(form_class=TextsField, widget=widget, show_hidden_initial=False)
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class HouseAdmin(TextsInEachLanguage, admin.ModelAdmin):
    """A list and a form of ours. Rows are deleted one by one, and never while something else needs them."""

    form: type[ModelForm] = TextsForm
    list_per_page = 25
    list_max_show_all = 100
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = BoundedPaginator

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no deleting of many at once: a slip of the mouse would take too much."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Delete a row that nothing needs; else say what needs it, and what to do instead."""
        row = self.get_object(request, unquote(object_id))
        kept_by = protectors(row) if row is not None and self.has_delete_permission(request, row) else []
        if row is None or not kept_by:
            return super().delete_view(request, object_id, extra_context)
        said = gettext("“%(name)s” cannot be deleted: there are %(others)s that belong to it.") % {
            "name": row,
            "others": get_text_list(kept_by, gettext("and")),
        }
        if hasattr(row, "is_active"):
            instead = gettext("Take it out of use instead.")
            said = f"{said} {instead}"
        self.message_user(request, said, messages.ERROR)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))


class ReadOnly:
    """Rows that the program writes and nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted by hand."""
        return False


def protectors(row: models.Model) -> list[str]:
    """Return what kinds of rows keep ``row`` from being deleted, in words; one short query for each kind that may."""
    found: list[str] = []
    for relation in row._meta.get_fields(include_hidden=True):  # noqa: SLF001 - documented under this name
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is not models.PROTECT:
            continue
        other = relation.field.model
        name = str(other._meta.verbose_name_plural)  # noqa: SLF001 - documented under this name
        if name not in found and models.QuerySet(other).filter(**{relation.field.name: row.pk}).exists():
            found.append(name)
    return found
