"""The form that sorts a ticket: incident or request, which category, and two plain questions that say how soon."""

from typing import Any

from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from queues.matrix import priority_from
from queues.models import Category, PriorityMatrix
from queues.tree import tree
from tickets.actions.triage import needs_reason
from tickets.enums import Kind, People, Priority, Urgency
from tickets.forms.guarded import SeenForm


def counted() -> list[tuple[str, Promise]]:
    """Return how many people there may be, as agents say it."""
    return [(people.value, people.counted) for people in People]


class TriageForm(SeenForm):
    """What sort of ticket it is, and how soon. The priority follows from the answers unless somebody says otherwise, and why."""

    template_name = "desk/forms/triage.html"

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("What sets it apart from others? The old one stays in the history.")
    )
    kind = forms.ChoiceField(
        label=_("Incident or request?"),
        choices=[
            (Kind.INCIDENT, _("Incident: something broke")),
            (Kind.REQUEST, _("Request: something is wanted")),
            ("", _("Not decided")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    category = forms.TypedChoiceField(label=_("Category"), required=False, empty_value=None)
    people = forms.ChoiceField(
        label=_("How many people have it?"),
        choices=lambda: [*counted(), ("", _("Not known yet"))],
        required=False,
        widget=forms.RadioSelect,
    )
    urgency = forms.ChoiceField(
        label=_("Does work stop?"), choices=[*Urgency.choices, ("", _("Not known yet"))], required=False, widget=forms.RadioSelect
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[("", _("From the answers")), *Priority.choices],
        coerce=lambda value: Priority(int(value)),
        required=False,
        empty_value=None,
    )
    reason = forms.CharField(
        label=_("Why another priority?"), required=False, max_length=500, help_text=_("Only when it is not the one from the answers.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_categories()
        for name in ("title", "kind", "category", "people", "urgency"):
            self.initial[name] = self.ticket.serializable_value(name)
        is_kept = self.ticket.has_own_priority or (not self._answered() and self.ticket.priority != Priority.NORMAL)
        self.initial["priority"] = self.ticket.priority if is_kept else ""

    def _answered(self) -> bool:
        return bool(self.ticket.people and self.ticket.urgency)

    def _offer_categories(self) -> None:
        """Offer the queue's tree; the ticket's own category too when it went out of use, so that saving does not lose it."""
        rows = Category.objects.filter(queue=self.ticket.queue).order_by("position", "pk")
        branches = tree(row for row in rows if row.is_active or row.pk == self.ticket.category_id)
        self.offer("category", [("", gettext("None yet")), *((branch.category.pk, branch.indented) for branch in branches)])
        by_pk = {str(branch.category.pk): branch.category for branch in branches}
        field = self.fields["category"]
        assert isinstance(field, forms.TypedChoiceField)
        field.coerce = lambda value: by_pk[str(value)]

    @cached_property
    def cells(self) -> dict[str, dict[str, int]]:
        """The matrix that holds for the ticket's queue."""
        return PriorityMatrix.objects.cells_for(self.ticket.queue_id)

    def get_context(self) -> dict[str, Any]:
        """Add the matrix, to show how the priority comes about."""
        labels = dict(Priority.choices)
        rows = [(people, people.counted, [(urgency, labels[self.cells[people][urgency]]) for urgency in Urgency]) for people in People]
        return {**super().get_context(), "columns": Urgency.labels, "rows": rows}

    def clean(self) -> dict[str, Any] | None:
        """Ask for the reason of a priority that the answers do not give; said here so that it stands beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors or cleaned.get("reason"):
            return cleaned
        proposed = priority_from(self.cells, cleaned["people"], cleaned["urgency"])
        if needs_reason(self.ticket, cleaned["priority"], proposed):
            self.add_error("reason", gettext("Please say why the priority is not the one from the answers."))
        return cleaned
