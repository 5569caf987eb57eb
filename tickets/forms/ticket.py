"""A form about one ticket."""

from typing import Any

from accounts.models import User
from tickets.errors import Refused
from tickets.forms.fields import PlainForm
from tickets.models import Ticket


class TicketForm(PlainForm):
    """A form about one ticket. By itself it asks nothing: for verbs that need no word. ``about`` is a template part shown above the fields."""

    about = ""

    # A part that stands above the form: what an agent looks at before filling it in.
    above = ""

    def __init__(self, *args: Any, ticket: Ticket, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        # Who fills it in, where that matters.
        self.by = by

    def refuse(self, refused: Refused, *, by: User) -> None:
        """Say why the verb could not be done for ``by``."""
        self.add_error(None, str(refused))
