"""What a ticket is called elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.weblinks import web_address
from tickets.actions.referencing import LONGEST_TEXT
from tickets.enums import ReferenceKind
from tickets.forms.ticket import TicketForm
from tickets.models import ExternalReference

LONGEST_ADDRESS = 500


class ReferForm(TicketForm):
    """Where it has a name, and which."""

    above = "desk/_references.html"

    kind = forms.TypedChoiceField(label=_("Where"), choices=ReferenceKind.choices, coerce=ReferenceKind)
    text = forms.CharField(label=_("Number or version"), max_length=LONGEST_TEXT, help_text=_("For example BUG-123, or 4.2.1."))
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        required=False,
        validators=[web_address],
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("Where it can be read. Empty: numbers of the bug tracker get the queue's link, if it has one."),
    )

    @property
    def known(self) -> list[ExternalReference]:
        """What is noted already."""
        return list(self.ticket.external_references.all())
