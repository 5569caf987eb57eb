"""Verbs that the requester hears of: nobody uses one without knowing what was said meanwhile."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from tickets.actions import guard
from tickets.forms.ticket import TicketForm
from tickets.models import Message


class GuardedForm(TicketForm):
    """A form that knows which entry of the history was the newest when it was shown."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was said meanwhile, where the form was held up by it.
        self.missed: list[Message] = []
        if not self.is_bound:
            self.initial["seen"] = self._newest()

    def hold(self, *, by: User) -> None:
        """Show what ``by`` did not know; the same form sent again knows it."""
        entries = guard.news(self.ticket, seen=self.cleaned_data["seen"] or 0, by=by)
        numbers = [entry.payload["message"] for entry in entries if entry.payload.get("message")]
        self.missed = list(Message.objects.filter(pk__in=numbers).select_related("author").order_by("created_at", "pk"))
        self.above = "desk/_missed.html"
        carried = QueryDict(mutable=True)
        carried.update(self.data)
        carried[self.add_prefix("seen")] = str(self._newest())
        self.data = carried

    def _newest(self) -> int:
        return self.ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0
