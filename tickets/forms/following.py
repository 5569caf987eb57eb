"""The forms of letting people follow a ticket."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tickets.forms.fields import PlainForm
from tickets.forms.ticket import TicketForm


class InviteForm(PlainForm):
    """Who should hear of the ticket, by their address."""

    address = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"})
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ColleagueForm(TicketForm):
    """A colleague of the ticket's queue who wants to hear what is new."""

    colleague = forms.TypedChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = User.objects.active().filter(memberships__queue=self.ticket.queue).distinct().order_by("name", "pk")
        members = {person.pk: person for person in rows}
        colleague = self.fields["colleague"]
        assert isinstance(colleague, forms.TypedChoiceField)
        colleague.coerce = lambda value: members[int(value)]
        colleague.error_messages["invalid_choice"] = gettext(
            "This person does not work in this queue any more. Please choose somebody else."
        )
        colleague.choices = [("", "—"), *((person.pk, person.display_name) for person in members.values())]
