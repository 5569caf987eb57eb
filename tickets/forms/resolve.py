"""How a ticket was solved."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tickets.actions.resolving import Solution, asks_cause
from tickets.forms.fields import PastMomentField
from tickets.forms.parts import PartsForm

LONGEST_WORDS = 4_000
WORKAROUND = "workaround"


def solution_in(cleaned: dict[str, Any]) -> Solution:
    """Return the solution among the values of a valid form."""
    return Solution(**{each.name: cleaned[each.name] for each in fields(Solution)})


class ResolveForm(PartsForm):
    """Why it happened, what was done, whether that cures it, since when it works, how that was checked; and whether open parts end with it."""

    field_order = ("cause", "fix", "is_workaround", "restored_at", "checked", "with_parts")

    cause = forms.CharField(label=_("Cause"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))
    fix = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Colleagues find it when the same comes again. The requester does not see it."),
    )
    is_workaround = forms.TypedChoiceField(
        label=_("Is it a cure?"),
        choices=[("cure", _("Yes, the cause is gone")), (WORKAROUND, _("No, a workaround: the cause is still there"))],
        coerce=lambda value: value == WORKAROUND,
        widget=forms.RadioSelect,
        initial="cure",
        required=False,
        empty_value=None,
    )
    restored_at = PastMomentField(label=_("Works again since"), required=False, help_text=_("Empty means now."))
    checked = forms.CharField(
        label=_("How was it checked?"), required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].required = asks_cause(self.ticket)
        if not asks_cause(self.ticket):
            self.fields["cause"].help_text = gettext("Only an incident needs one.")

    @classmethod
    def holds_words(cls, data: Any) -> bool:
        """Tell whether something was written into the fields that hold words."""
        return any(str(data.get(name, "")).strip() for name in ("cause", "fix", "checked"))

    @property
    def is_open(self) -> bool:
        """Whether there is something to see in it: words, or a complaint."""
        return self.is_bound or self.holds_words(self.initial)

    @property
    def solution(self) -> Solution:
        """What was said, once it is valid."""
        return solution_in(self.cleaned_data)

    def clean(self) -> dict[str, Any] | None:
        """Refuse an end that lies before the beginning, beside its field."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["is_workaround"] = bool(cleaned.get("is_workaround"))
        restored_at, started_at = cleaned.get("restored_at"), self.ticket.started_at
        if restored_at is not None and started_at is not None and restored_at < started_at:
            self.add_error("restored_at", gettext("It cannot have worked again before the trouble began."))
        return cleaned
