"""The forms of appointments: the desk's, and the requester's."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation import clock
from tickets.enums import AppointmentOutcome
from tickets.forms.despite import DespiteForm
from tickets.forms.fields import LONGEST_TEXT, MomentField, PlainForm
from tickets.forms.ticket import TicketForm
from tickets.models import AppointmentSlot


def in_words(slot: AppointmentSlot) -> SafeString:
    """Return when an offered time is, in the reader's zone as far as we know it, which is named; script adds that of their browser."""
    at = localtime(slot.starts_at)
    words = f"{date_format(at, 'l')}, {date_format(at, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"
    markup = '<local-time beside="{}"><time datetime="{}">{}</time></local-time>'
    return format_html(markup, gettext("where you are"), at.isoformat(timespec="seconds"), words)


class SlotField(forms.ModelChoiceField):
    """One of the offered times."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=AppointmentSlot.objects.none(), empty_label=None, widget=forms.RadioSelect, **kwargs)
        self.error_messages["invalid_choice"] = _("This time is no longer free. Please choose another one.")

    def label_from_instance(self, obj: Any) -> str:
        """Return the words of one time."""
        return in_words(obj)


class BookForm(TicketForm):
    """Which time the requester chose, told on the phone."""

    slot = SlotField(label=_("Time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("slot", AppointmentSlot.objects.filter(appointment_id=self.ticket.appointment_id or 0, starts_at__gt=clock.now()))


class MoveForm(DespiteForm):
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
