"""The form that offers times for an appointment."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import clock
from queues.agents import away_until
from queues.models import Membership
from tickets.actions import diary
from tickets.actions.offering import MOST_SLOTS
from tickets.enums import AppointmentWay
from tickets.forms.despite import DespiteForm
from tickets.forms.fields import LONGEST_TEXT, MomentField, PhoneField

LENGTHS = (15, 30, 45, 60, 90, 120)
USUAL_LENGTH = 30
# So many rows for times of one's own are to be seen; the others are folded away.
SHOWN_ROWS = 2


class ProposedField(forms.TypedMultipleChoiceField):
    """Times that were proposed on the page. What was proposed a while ago may be chosen still: the action looks at each anew."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=_moment, empty_value=[], **kwargs)

    def propose(self, moments: Iterable[datetime], chosen: Iterable[str]) -> None:
        """Show ``moments``, and what was ``chosen`` among earlier ones."""
        earlier = {_moment(value) for value in chosen if self.valid_value(value)}
        self.choices = [(moment.astimezone(UTC).isoformat(), _in_words(moment)) for moment in sorted({*moments, *earlier})]

    def valid_value(self, value: str) -> bool:
        """Whether it is a whole moment."""
        try:
            moment = parse_datetime(value)
        except ValueError:
            return False
        return moment is not None and moment.tzinfo is not None and 2000 < moment.year < 2200


def _moment(value: str) -> datetime:
    moment = parse_datetime(value)
    assert moment is not None, "validated before"
    return moment.astimezone(UTC)


def _in_words(moment: datetime) -> str:
    at = localtime(moment)
    return f"{date_format(at, 'l')}, {date_format(at, 'MONTH_DAY_FORMAT')}, {date_format(at, 'TIME_FORMAT')}"


class OfferForm(DespiteForm):
    """Whom the requester meets and how, and up to six times to choose from: proposed ones, and others."""

    template_name = "desk/forms/offer.html"

    agent = forms.TypedChoiceField(label=_("Who meets them"))
    way = forms.TypedChoiceField(label=_("How"), choices=AppointmentWay.choices, coerce=AppointmentWay, widget=forms.RadioSelect)
    number = PhoneField(label=_("Which number we call"), required=False, help_text=_("For a phone call. Empty: you have it elsewhere."))
    link = forms.URLField(
        label=_("Address of the video room"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Please give an address that begins with https://.")},
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("For a video call. The requester gets it with the invitation."),
    )
    minutes = forms.TypedChoiceField(label=_("Length"), coerce=int)
    proposed = ProposedField(label=_("Next free times"), required=False)
    words = forms.CharField(
        label=_("What you want to say"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("A public reply. It stands above the times in the e-mail."),
    )
    stalls = forms.BooleanField(label=_("The ticket waits until the appointment"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("minutes", [(length, gettext("%(number)d minutes") % {"number": length}) for length in LENGTHS])
        # In place of the field's own, which would take other schemes, too.
        self.fields["link"].validators = [URLValidator(schemes=["https"])]
        assert self.by is not None, "somebody offers"
        self._choose_agent(self.by)
        self._propose(self.by)
        for number in range(1, MOST_SLOTS + 1):
            self.fields[f"start_{number}"] = MomentField(label=gettext("Other time %(number)d") % {"number": number}, required=False)
        self.initial.update(minutes=USUAL_LENGTH, way=AppointmentWay.PHONE, number=self._known_number(), agent=self.by.pk)

    @property
    def zone(self) -> str:
        """In which zone the times are typed and read."""
        return timezone.get_current_timezone_name()

    @property
    def rows(self) -> list[forms.BoundField]:
        """The rows for times of one's own that are to be seen."""
        return [self[f"start_{number}"] for number in range(1, SHOWN_ROWS + 1)]

    @property
    def more_rows(self) -> list[forms.BoundField]:
        """The rows that are folded away."""
        return [self[f"start_{number}"] for number in range(SHOWN_ROWS + 1, MOST_SLOTS + 1)]

    @property
    def is_unfolded(self) -> bool:
        """Whether something stands in the folded rows."""
        return any(row.value() for row in self.more_rows)

    def _choose_agent(self, by: User) -> None:
        """Offer the people of the ticket's line, and whoever fills in the form; those who are away say so."""
        line = Membership.objects.on_line(self.ticket.queue_id, self.ticket.tier).order_by("user__name", "user_id")
        people = {by.pk: by, **{row.user_id: row.user for row in line}}
        away = away_until(people)
        until = gettext("%(name)s, away until %(date)s")
        field = self.fields["agent"]
        assert isinstance(field, forms.TypedChoiceField)
        field.coerce = lambda value: people[int(value)]
        field.error_messages["invalid_choice"] = gettext("This person does not work on this line any more. Please choose somebody else.")
        field.choices = [
            (pk, until % {"name": person.display_name, "date": date_format(away[pk], "SHORT_DATE_FORMAT")} if pk in away else person.display_name)
            for pk, person in people.items()
        ]  # fmt: skip

    def _propose(self, by: User) -> None:
        field = self.fields["proposed"]
        assert isinstance(field, ProposedField)
        chosen = self.data.getlist("proposed")[:MOST_SLOTS] if self.is_bound else []  # type: ignore[attr-defined]
        field.propose(diary.proposals(by, USUAL_LENGTH, at=clock.now()), chosen)

    def _known_number(self) -> str:
        person = self.ticket.requester
        phone = person.phones.first() if person is not None else None
        return phone.number if phone is not None else ""

    def clean(self) -> dict[str, Any] | None:
        """Gather the times as ``starts``; say beside its field which one has passed, and that a video call needs its room."""
        cleaned = super().clean() or self.cleaned_data
        moment = clock.now()
        typed = {name: cleaned[name] for name in self.fields if name.startswith("start_") and cleaned.get(name)}
        for name, start in typed.items():
            if start <= moment:
                self.add_error(name, gettext("This moment has passed. Please choose a later one."))
        if cleaned.get("way") == AppointmentWay.VIDEO and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("link", gettext("A video call needs the address of its room. It begins with https://."))
        starts = {*typed.values(), *cleaned.get("proposed", [])}
        if not starts and not any(name.startswith("start_") for name in self.errors):
            self.add_error("start_1", gettext("Please choose a time, or write one here."))
        if len(starts) > MOST_SLOTS:
            self.add_error("start_1", gettext("These are more than six times. Please choose fewer."))
        cleaned["starts"] = tuple(starts)
        return cleaned
