"""The form of linking two tickets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.enums import Relation
from tickets.forms.merging import OtherTicketForm


class LinkForm(OtherTicketForm):
    """What this ticket is to another one."""

    relation = forms.TypedChoiceField(label=_("This ticket"), choices=Relation.choices, coerce=Relation)

    field_order = ("relation", "target")
