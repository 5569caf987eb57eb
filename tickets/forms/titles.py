"""The form that makes a title say more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.guarded import SeenForm
from tickets.models import Ticket

MOST_SHOWN = 5


class RetitleForm(SeenForm):
    """A better title; beside it the open tickets that are called the same."""

    about = "desk/_alike.html"

    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        help_text=_("Say what is different: where, since when, which device. The old one stays in the history."),
    )

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, ticket=ticket, **kwargs)
        self.initial["title"] = ticket.title

    @property
    def alike(self) -> list[Ticket]:
        """Other open tickets of the queue with the same title, the newest first."""
        rows = Ticket.objects.called_like(self.ticket).with_people().order_by("-reported_at", "-pk")
        return list(rows[:MOST_SHOWN])
