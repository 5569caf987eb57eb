"""Whether the people of two tickets may read both, when these are merged. A likely guess is not enough: it would show a stranger's words."""

from tickets.enums import Channel, Openness
from tickets.models import Ticket


def openness(ticket: Ticket, other: Ticket) -> Openness:
    """Return what merging the two may show."""
    if not (_is_sure(ticket) and _is_sure(other)):
        return Openness.CLOSED
    if ticket.requester_id == other.requester_id:
        return Openness.SAME_PERSON
    if ticket.organisation_id is not None and ticket.organisation_id == other.organisation_id:
        return Openness.SAME_ORGANISATION
    return Openness.CLOSED


def _is_sure(ticket: Ticket) -> bool:
    """Whether we know who asks: the address was proven, or an agent spoke with the person."""
    return ticket.requester_id is not None and (ticket.requester_proven or ticket.channel in {Channel.PHONE, Channel.COUNTER})
