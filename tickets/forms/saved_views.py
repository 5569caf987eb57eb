"""Giving a view of a list a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.safetext import one_line
from tickets.forms.fields import PlainForm
from tickets.models.saved_view import LONGEST_NAME

LONGEST_ADDRESS = 5_000


class ViewNameForm(PlainForm):
    """A name on one line."""

    name = forms.CharField(label=_("Name of the view"), max_length=LONGEST_NAME)

    def clean_name(self) -> str:
        """Return the name without line breaks and direction overrides."""
        name = one_line(self.cleaned_data["name"], LONGEST_NAME)
        if not name:
            raise forms.ValidationError(gettext("Please fill this in."))
        return name


class SaveViewForm(ViewNameForm):
    """A name for the list with the filters that the address of the page said."""

    list = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_ADDRESS)
    replaces = forms.BooleanField(label=_("Replace my view of this name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="view_%s", **kwargs)
        if "replaces" not in self.data:
            self.fields["replaces"].widget = forms.HiddenInput()

    def offer_replacing(self) -> None:
        """Show the box that replaces what the name stands for now."""
        self.fields["replaces"].widget = forms.CheckboxInput()
