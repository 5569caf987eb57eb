"""What an agent wants to see of a ticket's story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tickets.enums import Shown
from tickets.models import Message, Ticket, TicketEvent


class HistoryForm(forms.Form):
    """A filter that lives in the address: what it does not know means no filter."""

    show = forms.ChoiceField(label=_("Show"), choices=Shown.choices, required=False)
    by = forms.ModelChoiceField(label=_("By"), queryset=User.objects.none(), required=False, empty_label=_("Anybody"))

    def __init__(self, *args: object, ticket: Ticket, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["by"]
        assert isinstance(field, forms.ModelChoiceField)
        whole = Ticket.objects.of_whole(ticket.pk)
        wrote = TicketEvent.objects.of(whole).order_by().values("by").union(Message.objects.of(whole).order_by().values("author"))
        field.queryset = User.objects.filter(pk__in=wrote).order_by("name", "pk")

    @property
    def chosen(self) -> tuple[str, int | None]:
        """What is to be shown, and the number of the person whose entries alone are (``None``: anybody's)."""
        self.full_clean()
        person = self.cleaned_data.get("by")
        return self.cleaned_data.get("show", Shown.EVERYTHING), person.pk if person else None
