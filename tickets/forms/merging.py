"""The forms of merging and separating."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from tickets.forms.fields import PlainForm
from tickets.forms.ticket import TicketForm
from tickets.models import Ticket
from tickets.references import number_in


class OtherTicketField(forms.CharField):
    """A reference as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Return the ticket's number. Raises ``ValidationError`` when there is none in it."""
        text = super().clean(value)
        number = number_in(text)
        if text and number is None:
            raise forms.ValidationError(gettext("Please write a reference, for example suport#310."))
        return number


class OtherTicketForm(PlainForm):
    """Which other ticket: one of those offered, or any by its reference."""

    target = OtherTicketField(label=_("Reference of the other ticket"), help_text=_("For example suport#310, or only the number."))

    def __init__(self, *args: Any, ticket: Ticket, who: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket, self.who = ticket, who

    def clean_target(self) -> Ticket:
        """Return the other ticket, or the one that it was merged into. Raises ``ValidationError`` for one the agent does not work on."""
        rows = Ticket.objects.worked_by(self.who).with_all()
        found = rows.filter(pk=self.cleaned_data["target"]).first()
        if found is None:
            raise forms.ValidationError(gettext("There is no ticket in your queues under that reference."))
        if found.merged_root_id is None or found.merged_root_id == self.ticket.pk:
            return found
        root = rows.filter(pk=found.merged_root_id).first()
        if root is None:
            raise forms.ValidationError(gettext("That ticket was merged into one that is not in your queues."))
        return root


class MergeForm(OtherTicketForm):
    """Into which ticket, as the page that shows what follows has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].widget = forms.HiddenInput()


class UnmergeForm(TicketForm):
    """Why it goes on by itself again, if there is something to say."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))
