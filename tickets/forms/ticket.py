"""A form about one ticket."""

from typing import Any

from tickets.forms.fields import PlainForm
from tickets.models import Ticket


class TicketForm(PlainForm):
    """A form about one ticket. By itself it asks nothing: for verbs that need no word. ``about`` is a template part shown above the fields."""

    about = ""

    # A part that stands above the form: what an agent looks at before filling it in.
    above = ""

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
