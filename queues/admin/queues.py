"""Queues in Django admin: who works where, and what the work needs."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin, TextsInEachLanguage
from accounts.admin.people import PersonAdmin
from accounts.forms.names import TextsForm, searched_in_every_language
from accounts.models import User
from queues.admin.mail import MailboxInline, TextInline
from queues.forms.matrix import MatrixForm
from queues.forms.passing import AbsenceAdminForm, RuleForm, TransferPresetForm
from queues.forms.ready_made import CannedReplyForm, MacroForm
from queues.forms.setup import ANSWER_FIELDS, HELD_FIELDS, LIFE_FIELDS, OWN_FIELDS, CategoryForm, MembersFormSet, MembershipForm, QueueForm
from queues.models import (
    Absence,
    AssignmentRule,
    CannedReply,
    Category,
    DiagnosisQuestion,
    Macro,
    Membership,
    PriorityMatrix,
    Queue,
    TransferPreset,
)
from queues.tree import INDENT, Branch, tree


class MemberInline(admin.TabularInline):
    """Who works in the queue, on which line."""

    model = Membership
    formset = MembersFormSet
    extra = 0
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """By line, with the people's names."""
        return super().get_queryset(request).select_related("user", "queue").order_by("tier", "user__name", "pk")


@admin.register(Queue)
class QueueAdmin(HouseAdmin):
    """A queue with everything that belongs to it."""

    form = QueueForm
    list_display = ("name", "slug", "is_entry", "takes_direct_entry", "tiers", "position", "is_active")
    list_display_links = ("name",)
    list_filter = ("is_active",)
    search_fields = ("slug", *searched_in_every_language("names"))
    search_help_text = _("Name in any language, or short name")
    ordering = ("position", "pk")
    sortable_by = ("slug", "position")
    readonly_fields = ("category_link",)
    inlines = (MemberInline, MailboxInline, TextInline)

    @admin.display(description=_("name"))
    def name(self, queue: Queue) -> str:
        """The name in the reader's language."""
        return queue.name

    @admin.display(description=_("categories"))
    def category_link(self, queue: Queue) -> SafeString:
        """The way to the queue's categories."""
        address = reverse("admin:queues_category_changelist")
        return format_html('<a href="{}?queue__id__exact={}">{}</a>', address, queue.pk, gettext("Show the categories of this queue"))

    def get_fieldsets(self, request: HttpRequest, obj: Queue | None = None) -> list[tuple[Any, Any]]:
        """The queue itself, then what its tickets do by themselves. A queue has categories once it is there."""
        about = _("What happens by itself when nobody writes. Requesters are told the dates beforehand.")
        held = _("Anybody can write any sender’s address. What our mail relay proved, and answers to our signed addresses, are never held.")
        return [
            (None, {"fields": (*OWN_FIELDS, "category_link") if obj is not None else OWN_FIELDS}),
            (_("Life of a ticket"), {"fields": LIFE_FIELDS, "description": about}),
            (_("E-mail that waits for a decision"), {"fields": HELD_FIELDS, "description": held}),
            (_("Automatic answers"), {"fields": ANSWER_FIELDS}),
        ]

    def save_model(self, request: HttpRequest, obj: Queue, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save; where this becomes the entry, the one before steps back. All rows are locked, so that two administrators take turns."""
        obj.is_entry = form.cleaned_data["enters_here"]
        if obj.is_entry:
            list(Queue.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
            Queue.objects.filter(is_entry=True).exclude(pk=obj.pk).update(is_entry=False)
        super().save_model(request, obj, form, change)


@admin.register(Membership)
class MembershipAdmin(HouseAdmin):
    """Agent × queue × line, across all queues."""

    form = MembershipForm
    list_display = ("user", "queue", "tier", "is_lead")
    list_filter = ("queue", "tier", "is_lead")
    list_select_related = ("user", "queue")
    search_fields = ("user__name", "user__email")
    search_help_text = _("Name or e-mail of the agent")
    ordering = ("queue__position", "queue_id", "tier", "pk")
    autocomplete_fields = ("user", "queue")


class QuestionInline(TextsInEachLanguage, admin.StackedInline):
    """What is asked first about tickets of a category. Questions go out of use and are not deleted: answers belong to them."""

    model = DiagnosisQuestion
    form = TextsForm
    extra = 0
    can_delete = False
    fields = ("texts", "helps", "kind", "position", "is_active")


# Each becomes a branch of a comparison in the database.
MOST_BRANCHES = 300


def _by_category(branches: Sequence[Branch], values: Iterable[int]) -> Case:
    """Return an expression that gives each category its value."""
    cases = (When(pk=branch.category.pk, then=Value(value)) for branch, value in zip(branches, values, strict=True))
    return Case(*cases, default=Value(0), output_field=IntegerField())


@admin.register(Category)
class CategoryAdmin(HouseAdmin):
    """The branches of each queue's tree. A category stays in its queue: tickets rely on it."""

    form = CategoryForm
    list_display = ("name", "queue", "parent", "slug", "position", "is_open_to_all", "is_active")
    list_display_links = ("name",)
    list_filter = ("queue", "is_open_to_all", "is_active")
    list_select_related = ("queue", "parent")
    search_fields = ("slug", *searched_in_every_language("names"))
    search_help_text = _("Name in any language, or short name")
    sortable_by = ("slug", "position")
    autocomplete_fields = ("queue", "parent")
    inlines = (QuestionInline,)

    @admin.display(description=_("name"))
    def name(self, category: Category) -> str:
        """The name in the reader's language, as far in as it lies deep."""
        return f"{INDENT * getattr(category, 'depth', 0)}{category.name}"

    def get_ordering(self, request: HttpRequest) -> Any:
        """As the trees of the queues have them; plainly by position where there are too many to compare."""
        branches = self._branches()
        return (_by_category(branches, range(len(branches))).asc(), "pk") if branches else ("queue__position", "queue_id", "position", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        """With how deep each lies."""
        branches = self._branches()
        rows = super().get_queryset(request)
        return rows.annotate(depth=_by_category(branches, [branch.depth for branch in branches])) if branches else rows

    @staticmethod
    def _branches() -> list[Branch]:
        rows = Category.objects.order_by("queue__position", "queue_id", "position", "pk")[: MOST_BRANCHES + 1]
        branches = tree(rows.only("parent_id"))
        return branches if len(branches) <= MOST_BRANCHES else []

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> tuple[str, ...]:
        """The queue is chosen once."""
        return ("queue",) if obj is not None else ()


@admin.register(PriorityMatrix)
class PriorityMatrixAdmin(HouseAdmin):
    """Impact × urgency: one table for the house, and one for each queue that counts otherwise."""

    form = MatrixForm
    list_display = ("place",)
    list_select_related = ("queue",)
    ordering = ("queue__position", "pk")
    autocomplete_fields = ("queue",)

    @admin.display(description=_("holds for"))
    def place(self, matrix: PriorityMatrix) -> str:
        """The queue, or the rest."""
        return str(matrix)

    def get_readonly_fields(self, request: HttpRequest, obj: PriorityMatrix | None = None) -> tuple[str, ...]:
        """The queue is chosen once."""
        return ("queue",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: PriorityMatrix | None = None) -> bool:
        """A queue may lose its own matrix; the one for the rest stays."""
        return (obj is None or obj.queue_id is not None) and super().has_delete_permission(request, obj)


@admin.register(AssignmentRule)
class AssignmentRuleAdmin(HouseAdmin):
    """Which lines find owners by themselves."""

    form = RuleForm
    list_display = ("queue", "tier", "mode", "max_open")
    list_filter = ("queue", "mode")
    list_select_related = ("queue",)
    ordering = ("queue__position", "queue_id", "tier")
    autocomplete_fields = ("queue",)


@admin.register(TransferPreset)
class TransferPresetAdmin(HouseAdmin):
    """Hand-overs of one click."""

    form = TransferPresetForm
    list_display = ("name", "source", "target", "tier", "position", "is_active")
    list_display_links = ("name",)
    list_filter = ("source", "target", "is_active")
    list_select_related = ("source", "target")
    search_fields = searched_in_every_language("names")
    search_help_text = _("Name in any language")
    ordering = ("source__position", "source_id", "position", "pk")
    sortable_by = ("position",)
    autocomplete_fields = ("source", "target", "category")

    @admin.display(description=_("name"))
    def name(self, preset: TransferPreset) -> str:
        """The words of the button in the reader's language."""
        return preset.name


@admin.register(Absence)
class AbsenceAdmin(HouseAdmin):
    """When agents are away; they and their leads write it down on the desk."""

    form = AbsenceAdminForm
    list_display = ("user", "first_day", "last_day", "note")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")
    search_help_text = _("Name or e-mail of the agent")
    ordering = ("-last_day", "pk")
    autocomplete_fields = ("user",)


class PlaceInline(admin.TabularInline):
    """Where a person works."""

    model = Membership
    verbose_name_plural = _("queues they work in")
    form = MembershipForm
    extra = 0
    autocomplete_fields = ("queue",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With the queues' names."""
        return super().get_queryset(request).select_related("queue", "user").order_by("queue__position", "tier", "pk")


admin.site.unregister(User)


@admin.register(User)
class AgentAdmin(PersonAdmin):
    """People, with the queues they work in: accounts know nothing of queues."""

    inlines: ClassVar[tuple[Any, ...]] = (*PersonAdmin.inlines, PlaceInline)


class ReadyMadeAdmin(HouseAdmin):
    """Texts for agents, by queue."""

    list_display: tuple[str, ...] = ("name", "queue", "position", "is_active")
    list_display_links = ("name",)
    list_filter = ("queue", "is_active")
    list_select_related = ("queue",)
    search_fields = searched_in_every_language("names")
    search_help_text = _("Name in any language")
    ordering = ("position", "pk")
    sortable_by = ("position",)
    autocomplete_fields = ("queue",)

    @admin.display(description=_("name"))
    def name(self, row: CannedReply | Macro) -> str:
        """The name in the reader's language."""
        return row.name


@admin.register(CannedReply)
class CannedReplyAdmin(ReadyMadeAdmin):
    """Canned replies."""

    form = CannedReplyForm


@admin.register(Macro)
class MacroAdmin(ReadyMadeAdmin):
    """Macros: text, status, owner and line in one step."""

    form = MacroForm
    list_display = ("name", "queue", "status", "owner", "tier", "position", "is_active")
