"""Forms that know how much of the history their reader has seen."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from tickets.actions import guard
from tickets.errors import Refused, Stale
from tickets.forms.ticket import TicketForm
from tickets.models import Message


class SeenForm(TicketForm):
    """A form that knows which entry of the history was the newest when it was shown. By itself it asks nothing."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["seen"] = self._newest()

    def refuse(self, refused: Refused, *, by: User) -> None:
        """Say why; and where ``by`` did not know what happened meanwhile, let the same form sent again know it."""
        if isinstance(refused, Stale):
            self._hold(by)
        super().refuse(refused, by=by)

    def _hold(self, by: User) -> None:
        carried = QueryDict(mutable=True)
        carried.update(self.data)
        carried[self.add_prefix("seen")] = str(self._newest())
        self.data = carried

    def _newest(self) -> int:
        return self.ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0


class GuardedForm(SeenForm):
    """A form that is held up by words which its writer has not read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was said meanwhile, where the form was held up by it.
        self.missed: list[Message] = []

    def _hold(self, by: User) -> None:
        """Show what ``by`` did not know."""
        entries = guard.news(self.ticket, seen=self.cleaned_data["seen"] or 0, by=by)
        numbers = [entry.payload["message"] for entry in entries if entry.payload.get("message")]
        self.missed = list(Message.objects.filter(pk__in=numbers).select_related("author").order_by("created_at", "pk"))
        self.above = "desk/_missed.html"
        super()._hold(by)
