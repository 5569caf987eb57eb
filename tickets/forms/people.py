"""The desk's forms about people and organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import PlainForm

LONGEST_NOTES = 10_000


class NotesForm(PlainForm):
    """What colleagues should know of a person or an organisation. ``seen`` is what stood there when the writer began."""

    notes = forms.CharField(
        label=_("Notes"),
        max_length=LONGEST_NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For agents only. Keep personal data out: a reference is better than a copy."),
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
