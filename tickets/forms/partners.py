"""Letting a partner act for an organisation, and taking it back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, PartnerGrant
from queues.agents import today
from tickets.actions import partnering
from tickets.errors import Refused
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


class RightForm(forms.ModelForm):
    """A partner's right as administrators give it and take it back."""

    may_act = forms.BooleanField(
        label=_("May act"),
        required=False,
        help_text=_(
            "Without this tick it is taken back: access and e-mails end at once, and the tickets say so. With it an ended one is given again."
        ),
    )

    class Meta:
        model = PartnerGrant
        fields = ("partner", "client", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            # A new one is given by saving it.
            del self.fields["may_act"]
        else:
            self.fields["may_act"].initial = self.instance.is_given(today())

    def clean(self) -> dict[str, Any] | None:
        """Say why it cannot be given."""
        cleaned = super().clean() or self.cleaned_data
        partner, client = (cleaned.get(name) or getattr(self.instance, name, None) for name in ("partner", "client"))
        if partner is None or client is None or "until" not in cleaned or not cleaned.get("may_act", True):
            return cleaned
        try:
            partnering.require_possible(client, partner=partner, until=cleaned["until"], on=today())
        except Refused as refused:
            self.add_error("until" if "until" in self.changed_data else None, str(refused))
        return cleaned
