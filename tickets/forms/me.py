"""An agent's settings and absences."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.names import languages
from accounts.models import User
from accounts.viewer import Viewer
from queues.actions.absences import LONGEST_NOTE
from tickets.forms.fields import PlainForm

EARLIEST_YEAR, LATEST_YEAR = 2000, 2200


class DayField(forms.DateField):
    """A day, by the browser's own control; typed by hand where it has none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"), **kwargs)
        self.error_messages["invalid"] = _("Please write the day like this: 2026-10-01.")

    def clean(self, value: Any) -> Any:
        """Return the day. Raises ``ValidationError`` for a year that must be a slip."""
        day = super().clean(value)
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(gettext("Please check the year."), code="year")
        return day


class AgentForm(PlainForm):
    """Which languages somebody speaks with requesters, and how their lists behave."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you speak with requesters"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tickets in these languages come to you first. None ticked: the language you read these pages in."),
    )
    keys_on = forms.BooleanField(
        label=_("Single keys act on lists"),
        required=False,
        help_text=_("For example j and k to go down and up. Turn it off if it is in your way."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("languages", [(code, name) for code, name in settings.LANGUAGES if code in languages()])


class AbsenceForm(PlainForm):
    """From when to when somebody is away. Who leads a queue may write it down for its members, too."""

    template_name = "desk/forms/absence.html"

    person = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label=None)
    first_day = DayField(label=_("First day away"))
    last_day = DayField(label=_("Last day away"), help_text=_("Not known yet? Choose a late one: you can end the absence any day."))
    note = forms.CharField(label=_("Note for colleagues"), required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, who: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("person", people_of(who))
        self.initial["person"] = who.user_id
        if not who.led_queues:
            self.fields["person"].required = False
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["person"].disabled = True

    def clean(self) -> dict[str, Any] | None:
        """Require that the days are in order; said here so that it stands beside its field."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first. Please check the dates."))
        return cleaned


def people_of(who: Viewer) -> Any:
    """Return whose absences ``who`` looks after: their own, and those of the members of queues they lead."""
    members = User.objects.active().filter(memberships__queue__in=sorted(who.led_queues))
    return (members | User.objects.filter(pk=who.user_id or 0)).distinct().order_by("name", "pk")
