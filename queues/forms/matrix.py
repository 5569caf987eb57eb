"""The administrator's form of a priority matrix: one table of choices."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from queues.enums import People, Priority, Urgency
from queues.matrix import Cells, slips
from queues.models import PriorityMatrix

PLACES = [(people, urgency) for people in People for urgency in Urgency]


class MatrixInput(forms.MultiWidget):
    """A table: how many people down the side, whether work stops along the top, a priority in each cell."""

    template_name = "admin/widgets/matrix.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        cells: dict[str, forms.Widget | type[forms.Widget]] = {
            f"{people.value}_{urgency.value}": forms.Select({"aria-label": f"{people.counted}: {urgency.label}"}, choices=Priority.choices)
            for people, urgency in PLACES
        }
        super().__init__(cells, attrs)

    def decompress(self, value: Cells | None) -> list[int | None]:
        """Return the priorities row by row."""
        cells = value or {}
        return [cells.get(people.value, {}).get(urgency.value) for people, urgency in PLACES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Lay the inputs out as rows, each under its label."""
        context = super().get_context(name, value, attrs)
        inputs, width = context["widget"]["subwidgets"], len(Urgency)
        for (people, urgency), inner in zip(PLACES, inputs, strict=True):
            inner["attrs"]["aria-label"] = f"{people.counted}: {urgency.label}"
        rows = [(people.counted, inputs[start * width : (start + 1) * width]) for start, people in enumerate(People)]
        return {**context, "columns": list(Urgency.labels), "rows": rows}


class MatrixField(forms.MultiValueField):
    """Gives ``{people: {urgency: priority}}``, each cell filled."""

    widget = MatrixInput

    # A JSON column hands over an encoder and a decoder; whole numbers need none.
    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        choices = [forms.TypedChoiceField(choices=Priority.choices, coerce=int) for _place in PLACES]
        super().__init__(choices, **kwargs)

    def compress(self, data_list: list[int]) -> Cells:
        """Return the cells. Raises ``ValidationError`` where more trouble would be less urgent."""
        cells: Cells = {people.value: {} for people in People}
        for (people, urgency), value in zip(PLACES, data_list, strict=False):
            cells[people.value][urgency.value] = value
        wrong = slips(cells)
        if wrong:
            said = gettext("More people, or work that suffers more, cannot be less urgent. Please look at: %(cells)s.")
            named = "; ".join(f"{People(people).counted}, {Urgency(urgency).label}" for people, urgency in wrong)
            raise forms.ValidationError(said % {"cells": named}, code="slips")
        return cells


class MatrixForm(forms.ModelForm):
    """A matrix, for one queue or for all that have none of their own."""

    cells = MatrixField(
        label=_("Priorities"),
        help_text=_("The answers at triage choose the cell. Tickets that are sorted already keep their priority."),
    )

    class Meta:
        model = PriorityMatrix
        fields = ("queue", "cells")
