"""Who may do what with a ticket: one condition a line."""

from accounts.viewer import Viewer
from tickets.models import Ticket


def may_work_on(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer works in the ticket's queue."""
    return ticket.queue_id in viewer.queue_ids


def may_answer(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer may write as the requester: the requester, or the holder of a grant."""
    return viewer.user_id == ticket.requester_id or ticket.pk in viewer.granted_tickets


def is_owner(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the ticket is the viewer's to solve."""
    return viewer.user_id is not None and ticket.owner_id == viewer.user_id
