"""Why a mail was not sent, in words."""

from django.utils.translation import gettext

from tickets.enums import Withholding
from tickets.models import TicketEvent
from tickets.pages.names import Names


def withheld(event: TicketEvent, names: Names) -> str:
    """Return the sentence of a mail that was not sent."""
    why = event.payload.get("why")
    if why == Withholding.TICKET_CAP:
        said = gettext("No automatic e-mail was sent to %(name)s: there were too many about this ticket")
        return said % {"name": names.user(event.payload.get("user"))}
    return str(dict(Withholding.choices).get(why, event.get_verb_display()))
