"""Whether the requester is asked if it works, and what to say instead when they come late."""

from dataclasses import dataclass

from django.utils.translation import gettext

from tickets.enums import Status
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is something to confirm (``is_open``); else why not, in a title and a sentence."""

    is_open: bool
    title: str = ""
    text: str = ""


def verdict(ticket: Ticket) -> Verdict:
    """Return what a click on "works" would mean now."""
    if ticket.merged_into_id is not None:
        return Verdict(
            is_open=False, title=gettext("This goes on in another ticket"), text=gettext("We joined it with one about the same matter.")
        )
    if ticket.confirmed_at is not None:
        return Verdict(is_open=False, title=gettext("You told us already"), text=gettext("Thank you. Nothing more is needed."))
    if ticket.status == Status.RESOLVED:
        return Verdict(is_open=True)
    if ticket.status == Status.CLOSED:
        return Verdict(is_open=False, title=gettext("This is closed already"), text=gettext("All is well, then. Nothing more is needed."))
    if ticket.status == Status.REJECTED:
        return Verdict(is_open=False, title=gettext("We cannot help you with this"))
    return Verdict(
        is_open=False,
        title=gettext("We are working on this again"),
        text=gettext("So it is too early to say that it works. We write to you when we believe that it is solved."),
    )
