"""Everybody who asks or answers."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import membership
from accounts.admin.base import HouseAdmin
from accounts.admin.organisations import ContactInline, end_membership
from accounts.forms.people import NewPersonForm, PersonForm, PhoneForm, PhonesFormSet
from accounts.models import Phone, User
from accounts.querysets import FEWEST_DIGITS
from foundation.digits import digits_of

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class PhoneInline(admin.TabularInline):
    """The telephones of a person."""

    model = Phone
    form = PhoneForm
    formset = PhonesFormSet
    extra = 0


@admin.register(User)
class PersonAdmin(HouseAdmin, UserAdmin):
    """People. Rights are given by superusers alone, and nobody can take their own away."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ("display_name", "email", "language", "is_active", "is_staff")
    list_display_links = ("display_name",)
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("name", "email")
    search_help_text = _("Name, e-mail or telephone")
    ordering = ("-pk",)
    sortable_by = ()
    readonly_fields = ("last_login", "created_at")
    autocomplete_fields = ("groups",)
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        (None, {"fields": ("name", "email", "password")}),
        (_("How we speak to them"), {"fields": ("language", "time_zone", "mails_no_content")}),
        (_("Rights"), {"fields": ("is_active", *RIGHTS)}),
        (_("Dates"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = ((None, {"fields": ("name", "email", "language", "usable_password", "password1", "password2")}),)
    inlines: ClassVar[tuple[Any, ...]] = (PhoneInline, ContactInline)
    actions = ("deactivate",)

    @admin.display(description=_("name"))
    def display_name(self, person: User) -> str:
        """The name, else the address, else the number."""
        return person.display_name

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """What hangs on a person is added once the person is there."""
        return super().get_inlines(request, obj) if obj is not None else ()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[User], search_term: str) -> tuple[QuerySet[User], bool]:
        """Find by words of name and address, or by the digits of a telephone number however it is written."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        digits = digits_of(search_term)
        if len(digits) >= FEWEST_DIGITS:
            found |= queryset.filter(Exists(Phone.objects.filter(user=OuterRef("pk"), digits__contains=digits)))
        return found, may_repeat

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Those with rights of their own are changed by superusers: whoever sets their address or password could act as them."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """As for changing; and nobody deletes themselves."""
        return super().has_delete_permission(request, obj) and _may_touch(request, obj) and (obj is None or obj.pk != request.user.pk)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only superusers give rights, so only they see them."""
        shown = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return shown
        return [(title, {**options, "fields": [name for name in options["fields"] if name not in RIGHTS]}) for title, options in shown]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody locks themselves out."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        return (*fixed, "is_active", "is_staff", "is_superuser") if obj is not None and obj.pk == request.user.pk else fixed

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save; an address that was replaced no longer opens the account, and who is taken out of use is signed out."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            membership.deactivate(obj)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj, email=form.initial.get("email")).delete()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save what hangs on a person; whoever is taken out of an organisation leaves it."""
        super().save_formset(request, form, formset, change)
        end_membership(request, formset)

    @admin.action(description=_("Deactivate: they can no longer sign in, their tickets stay"), permissions=["change"])
    def deactivate(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """Take the chosen people out of use, but not oneself and not those one may not change."""
        rows = [person for person in chosen if _may_touch(request, person) and person.pk != request.user.pk and person.is_active]
        for person in rows:
            membership.deactivate(person)
            self.log_change(request, person, "deactivated")
        done = ngettext("%(count)d person was deactivated.", "%(count)d people were deactivated.", len(rows)) % {"count": len(rows)}
        self.message_user(request, done, messages.SUCCESS if rows else messages.WARNING)


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    """Whoever may change an address or a password may become that person, so those with rights or queues are for superusers alone."""
    if person is None or request.user.is_superuser or person.pk == request.user.pk:
        return True
    works_here: bool = person.memberships.exists()
    return not (person.is_staff or person.is_superuser or works_here)
