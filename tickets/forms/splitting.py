"""The form of splitting a ticket."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from foundation.safetext import one_line
from queues.models import Queue
from tickets.forms.fields import PlainForm
from tickets.models import Message, Ticket

SHOWN = 140


class SplitForm(PlainForm):
    """The new ticket's title and queue, and which messages it gets: from one on, or any."""

    title = forms.CharField(label=_("Title of the new ticket"), max_length=300)
    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none(), empty_label=None)
    messages = forms.TypedMultipleChoiceField(
        label=_("Messages that move"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one message of a requester stays. Files go with their messages."),
    )

    def __init__(self, *args: Any, ticket: Ticket, who: Viewer, first: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        rows = list(ticket.messages.select_related("author").order_by("created_at", "pk"))
        self.choose_among("queue", Queue.objects.active().filter(pk__in=who.queue_ids))
        self.offer("messages", [(message.pk, _said(message)) for message in rows])
        self.fields["messages"].error_messages["invalid_choice"] = gettext("A message is no longer in this ticket. Please choose again.")
        numbers = [message.pk for message in rows]
        chosen = numbers[numbers.index(first) :] if first in numbers else []
        begins = next((message for message in rows if message.pk == first), None)
        self.initial = {
            "messages": chosen,
            "queue": ticket.queue_id,
            "title": one_line(begins.body, 80) if begins is not None and begins.body.strip() else ticket.title,
        }


def _said(message: Message) -> str:
    kind = f"{gettext('Internal note')} · " if message.is_note else ""
    local = localtime(message.created_at)
    when = f"{date_format(local, 'SHORT_DATETIME_FORMAT')} {local.tzname()}"
    return f"{kind}{message.author_display} · {when} · {one_line(message.body or message.quoted, SHOWN)}"
