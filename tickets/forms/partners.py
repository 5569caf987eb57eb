"""Letting a partner act for an organisation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from queues.agents import today
from tickets.forms.fields import PlainForm
from tickets.forms.me import DayField


class PartnerForm(PlainForm):
    """Which partner may ask in whose name, and until when."""

    organisation = forms.ModelChoiceField(label=_("In whose name"), queryset=Organisation.objects.none(), empty_label=None)
    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Organisation.objects.none(), empty_label=_("Choose a partner"))
    until = DayField(label=_("Until"), required=False, help_text=_("The last day. Empty: until you take it back."))

    def __init__(self, *args: Any, clients: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = list(clients)
        if len(numbers) == 1:
            del self.fields["organisation"]
        else:
            self.choose_among("organisation", Organisation.objects.filter(pk__in=numbers).order_by("name", "pk"))
        partners = Organisation.objects.partners()
        self.choose_among("partner", partners.exclude(pk=numbers[0]) if len(numbers) == 1 else partners)

    def clean_until(self) -> Any:
        """Return the last day. Raises ``ValidationError`` for one that has passed."""
        until = self.cleaned_data["until"]
        if until is not None and until < today():
            raise forms.ValidationError(gettext("That day has passed. Please choose a later one."), code="past")
        return until
