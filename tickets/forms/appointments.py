"""The forms of appointments: the desk's, and the requester's."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation import clock
from tickets.actions.appointments import MOST_SLOTS
from tickets.enums import AppointmentOutcome, AppointmentWay
from tickets.forms.fields import LONGEST_TEXT, MomentField, PhoneField, PlainForm
from tickets.forms.ticket import TicketForm
from tickets.models import AppointmentSlot

LENGTHS = (15, 30, 45, 60, 90, 120)


def in_words(slot: AppointmentSlot) -> str:
    """Return when an offered time is, in the reader's zone, which is named."""
    at = localtime(slot.starts_at)
    return f"{date_format(at, 'l')}, {date_format(at, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"


class SlotField(forms.ModelChoiceField):
    """One of the offered times."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=AppointmentSlot.objects.none(), empty_label=None, widget=forms.RadioSelect, **kwargs)
        self.error_messages["invalid_choice"] = _("This time is no longer free. Please choose another one.")

    def label_from_instance(self, obj: Any) -> str:
        """Return the words of one time."""
        return in_words(obj)


class OfferForm(TicketForm):
    """How we meet, and up to six times to choose from."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("minutes", [(length, gettext("%(number)d minutes") % {"number": length}) for length in LENGTHS])
        # In place of the field's own, which would take other schemes, too.
        self.fields["link"].validators = [URLValidator(schemes=["https"])]
        self.initial.update(minutes=30, way=AppointmentWay.PHONE, number=self._known_number())
        for number in range(1, MOST_SLOTS + 1):
            self.fields[f"start_{number}"] = MomentField(label=gettext("Time %(number)d") % {"number": number}, required=number == 1)
        zone = gettext("Times are in %(zone)s. The requester reads them in their own zone.") % {
            "zone": timezone.get_current_timezone_name()
        }
        self.fields["start_1"].help_text = zone
        self.fields["start_1"].error_messages["required"] = gettext("Please fill this in.")
        self.fields["words"] = forms.CharField(
            label=gettext("What you want to say"),
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            help_text=gettext("A public reply. It stands above the times in the e-mail."),
        )
        self.fields["stalls"] = forms.BooleanField(label=gettext("The ticket waits until the appointment"), required=False)

    def _known_number(self) -> str:
        person = self.ticket.requester
        phone = person.phones.first() if person is not None else None
        return phone.number if phone is not None else ""

    def clean(self) -> dict[str, Any] | None:
        """Gather the times as ``starts``; say beside its field which one has passed, and that a video call needs its room."""
        cleaned = super().clean() or self.cleaned_data
        moment = clock.now()
        starts = {name: cleaned[name] for name in self.fields if name.startswith("start_") and cleaned.get(name)}
        for name, start in starts.items():
            if start <= moment:
                self.add_error(name, gettext("This moment has passed. Please choose a later one."))
        if cleaned.get("way") == AppointmentWay.VIDEO and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("link", gettext("A video call needs the address of its room. It begins with https://."))
        cleaned["starts"] = tuple(starts.values())
        return cleaned


class BookForm(TicketForm):
    """Which time the requester chose, told on the phone."""

    slot = SlotField(label=_("Time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("slot", AppointmentSlot.objects.filter(appointment_id=self.ticket.appointment_id or 0, starts_at__gt=clock.now()))


class MoveForm(TicketForm):
    """To when."""

    to = MomentField(label=_("New time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].help_text = gettext("In %(zone)s. Both get a new invitation.") % {"zone": timezone.get_current_timezone_name()}
        if self.ticket.appointment is not None and self.ticket.appointment.starts_at is not None:
            self.initial["to"] = self.ticket.appointment.starts_at


class CallOffForm(TicketForm):
    """Why it is called off, if there is something to say."""

    reason = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The requester gets a short e-mail without it."),
    )


class OutcomeForm(TicketForm):
    """How it went, and what was said."""

    outcome = forms.TypedChoiceField(
        label=_("How it went"), choices=AppointmentOutcome.choices, coerce=AppointmentOutcome, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When it took place, the requester can read this. Otherwise it stays an internal note."),
    )

    def clean(self) -> dict[str, Any] | None:
        """Require words about a call that took place."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == AppointmentOutcome.TOOK_PLACE and not cleaned.get("said") and "said" not in self.errors:
            self.add_error("said", gettext("Please write what was said."))
        return cleaned


class PickForm(PlainForm):
    """Which of the times that are still free suits the requester."""

    slot = SlotField(label=_("When does it suit you?"))

    def __init__(self, *args: Any, free: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("slot", AppointmentSlot.objects.filter(pk__in=list(free)).select_related("appointment"))


class DeclineForm(PlainForm):
    """What would suit instead."""

    words = forms.CharField(
        label=_("When would it suit you?"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
