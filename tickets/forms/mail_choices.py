"""What an agent is told by e-mail, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from queues.actions.agents import Times
from queues.enums import EVERYWHERE, USUAL, AfterQuiet, Notice, Rhythm, When
from queues.models import AgentProfile, Queue
from tickets.forms.fields import PlainForm

_HOURS = ("digest_at", "second_digest_at", "quiet_from", "quiet_until")
# "column:assigned" lets every queue do as is chosen for all; "row:12:now" chooses for everything in one queue.
SPREAD = "spread"
Choices = dict[int | str, dict[Notice, When]]


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class TimesForm(PlainForm):
    """When somebody gets their digest, and when no e-mails at all."""

    template_name = "desk/forms/times.html"

    rhythm = forms.ChoiceField(label=_("Digest"), choices=Rhythm.choices, widget=forms.RadioSelect)
    digest_at = forms.TimeField(label=_("Digest at"), required=False, widget=_clock(), help_text=_("Once or twice a day."))
    second_digest_at = forms.TimeField(label=_("Second digest at"), required=False, widget=_clock(), help_text=_("Twice a day."))
    quiet_from = forms.TimeField(
        label=_("No e-mails from"), required=False, widget=_clock(), help_text=_("Such as 20:00. What is critical comes all the same.")
    )
    quiet_until = forms.TimeField(
        label=_("No e-mails until"), required=False, widget=_clock(), help_text=_("Such as 07:30. It may lie on the next day.")
    )
    quiet_days = forms.TypedMultipleChoiceField(
        label=_("No e-mails on"), required=False, coerce=int, choices=WEEKDAYS.items(), widget=forms.CheckboxSelectMultiple
    )
    after_quiet = forms.ChoiceField(label=_("What comes meanwhile"), choices=AfterQuiet.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, profile: AgentProfile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: getattr(profile, name) for name in self.fields})
        for name in _HOURS:
            self.fields[name].error_messages["invalid"] = gettext("Please write the time like this: 19:30.")

    def clean(self) -> dict[str, Any] | None:
        """Require the times that the digest needs, both ends of the quiet hours or neither, and a day with e-mails."""
        cleaned = super().clean() or self.cleaned_data
        rhythm = cleaned.get("rhythm")
        needed = {"digest_at": rhythm in {Rhythm.DAILY, Rhythm.TWICE}, "second_digest_at": rhythm == Rhythm.TWICE}
        for name in (name for name, is_needed in needed.items() if is_needed and not cleaned.get(name) and name not in self.errors):
            self.add_error(name, gettext("Please say when."))
        for name, other in (("quiet_from", "quiet_until"), ("quiet_until", "quiet_from")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("Please fill in both times, or none."))
        if len(cleaned.get("quiet_days", [])) == len(WEEKDAYS):
            self.add_error("quiet_days", gettext("Please leave a day with e-mails. To get none at all, choose “Not” above."))
        return cleaned

    @property
    def times(self) -> Times:
        """What was chosen; a time that was left empty is the usual one."""
        usual, given = Times(), self.cleaned_data
        return Times(
            rhythm=Rhythm(given["rhythm"]),
            digest_at=given["digest_at"] or usual.digest_at,
            second_digest_at=given["second_digest_at"] or usual.second_digest_at,
            quiet_from=given["quiet_from"],
            quiet_until=given["quiet_until"],
            quiet_days=given["quiet_days"],
            after_quiet=AfterQuiet(given["after_quiet"]),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One choice: the name of its control, its options with whether each is chosen, and what is wrong with it."""

    notice: Notice
    name: str
    options: Sequence[tuple[str, str, bool]]
    errors: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A queue, or all of them, with a choice for each kind of news."""

    place: int | str
    name: str
    is_for_all: bool
    cells: Sequence[Cell]


class ChoicesForm(forms.Form):
    """When somebody is told of each kind of news: in every queue, and in each one that shall be different."""

    def __init__(self, *args: Any, queues: Sequence[Queue], profile: AgentProfile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[int | str, str] = {EVERYWHERE: gettext("In every queue"), **{queue.pk: queue.name for queue in queues}}
        for place in self.places:
            for notice in Notice:
                self.fields[_name(place, notice)] = _field(place, notice)
                usual = USUAL[notice] if place == EVERYWHERE else ""
                self.initial[_name(place, notice)] = profile.chosen(place, notice) or usual

    @property
    def notices(self) -> Sequence[Notice]:
        """The columns."""
        return list(Notice)

    @property
    def has_several(self) -> bool:
        """Whether there is more than one queue to choose for."""
        return len(self.places) > 2

    @property
    def rows(self) -> Iterator[Row]:
        """The rows: all queues first. Their controls are written by our own template: there may be two hundred."""
        for place, name in self.places.items():
            yield Row(place, name, place == EVERYWHERE, [self._cell(place, notice) for notice in Notice])

    def _cell(self, place: int | str, notice: Notice) -> Cell:
        name = _name(place, notice)
        chosen = str(self.data.get(name, "") if self.is_bound else self.initial[name])
        options = [(str(value), str(label), str(value) == chosen) for value, label in _offered(place)]
        return Cell(notice, name, options, [str(error) for error in self[name].errors])

    @property
    def choices(self) -> Choices:
        """What was chosen by place; a queue that does as all do, and what is usual everywhere, are not in it. One button changes many."""
        chosen: Choices = {place: {} for place in self.places}
        for place in self.places:
            for notice in Notice:
                said = self._said(place, notice)
                if said and (place != EVERYWHERE or said != USUAL[notice]):
                    chosen[place][notice] = When(said)
        return chosen

    def _said(self, place: int | str, notice: Notice) -> str:
        pressed, _, rest = str(self.data.get(SPREAD, "")).partition(":")
        if pressed == "column" and rest == notice and place != EVERYWHERE:
            return ""
        of, _, when = rest.partition(":")
        if pressed == "row" and of == str(place) and (when in When.values or (not when and place != EVERYWHERE)):
            return when
        return str(self.cleaned_data.get(_name(place, notice)) or "")


def _name(place: int | str, notice: Notice) -> str:
    return f"{place}_{notice.value}"


def _offered(place: int | str) -> list[tuple[str, Any]]:
    as_all = [] if place == EVERYWHERE else [("", pgettext("when an agent is told", "As above"))]
    return [*as_all, *When.choices]


def _field(place: int | str, notice: Notice) -> forms.ChoiceField:
    wrong = {"invalid_choice": gettext("Please choose one.")}
    return forms.ChoiceField(label=notice.label, required=False, choices=_offered(place), error_messages=wrong)
