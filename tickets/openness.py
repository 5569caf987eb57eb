"""Whether two tickets are surely one person's. A likely guess is not enough: merging them would show a stranger's words."""

from tickets.enums import Channel
from tickets.models import Ticket


def are_one_person_s(ticket: Ticket, other: Ticket) -> bool:
    """Tell whether the same person asked both, and we know it of both."""
    return ticket.requester_id == other.requester_id and _is_sure(ticket) and _is_sure(other)


def _is_sure(ticket: Ticket) -> bool:
    """Whether we know who asks: the address was proven, or an agent spoke with the person."""
    return ticket.requester_id is not None and (ticket.requester_proven or ticket.channel in {Channel.PHONE, Channel.COUNTER})
