"""Who may do what with a ticket: one condition a line."""

from accounts.models import User
from accounts.viewer import Viewer
from tickets.models import SavedView, Ticket


def may_work_on(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer works in the ticket's queue."""
    return ticket.queue_id in viewer.queue_ids


def may_answer(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer may write on the requester's side."""
    return is_on_the_side(viewer, ticket) or follows(viewer, ticket)


def is_on_the_side(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the ticket is the viewer's matter: asked by them, granted to them or shared with them. Who only follows was let in by these."""
    return asked(viewer, ticket) or ticket.pk in viewer.granted_tickets or shares(viewer, ticket)


def follows(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer was let in as a follower: they read and answer, and do nothing else."""
    return ticket.pk in viewer.followed_tickets


def only_follows(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether following is all that the viewer has to do with the ticket."""
    return follows(viewer, ticket) and not is_on_the_side(viewer, ticket)


def may_invite(viewer: Viewer, ticket: Ticket, *, reads_the_mail: bool) -> bool:
    """Whether the viewer may let others follow: the requester, signed in or by a mailed link (``reads_the_mail``), or a manager of theirs.

    A code or a receipt is not enough: it shows nothing of who holds it, and each invitation is a mail to somebody.
    """
    if ticket.merged_into_id is not None:
        return False
    if asked(viewer, ticket) or (reads_the_mail and ticket.pk in viewer.granted_tickets):
        return True
    return shares(viewer, ticket) and ticket.organisation_id in viewer.managed_ids


def asked(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer is the requester; who opened it for a client, only as long as they may act for it."""
    if viewer.user_id is None or viewer.user_id != ticket.requester_id:
        return False
    return ticket.partner_grant_id is None or ticket.partner_grant_id in viewer.partner_grant_ids


def shares(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the ticket is shared with the viewer by an organisation, or by a client they act for. An unproven one never is."""
    if not ticket.requester_proven:
        return False
    return ticket.organisation_id in viewer.shared_ids or ticket.partner_grant_id in viewer.shared_grant_ids


def may_end(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer may say for the requester's side that it is solved: the requester, a grant's holder, a manager of theirs."""
    if ticket.merged_into_id is not None:
        return False
    if asked(viewer, ticket) or ticket.pk in viewer.granted_tickets:
        return True
    return shares(viewer, ticket) and ticket.organisation_id in viewer.managed_ids


def holds_code(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer may have the code that opens the ticket without signing in. It outlives a colleague's time in the house."""
    return asked(viewer, ticket) or ticket.pk in viewer.granted_tickets or may_work_on(viewer, ticket)


def is_owner(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the ticket is the viewer's to solve."""
    return viewer.user_id is not None and ticket.owner_id == viewer.user_id


def may_change_view(viewer: Viewer, view: SavedView) -> bool:
    """Whether the viewer may rename, move or delete a saved view: its owner alone."""
    return view.owner_id == viewer.user_id


def may_share_view(viewer: Viewer, person: User, view: SavedView) -> bool:
    """Whether the viewer may show a view of their own to everybody in its queue: who leads the queue, and administrators."""
    return view.queue_id is not None and may_change_view(viewer, view) and (view.queue_id in viewer.led_queues or person.is_superuser)


def may_unshare_view(viewer: Viewer, person: User, view: SavedView) -> bool:
    """Whether the viewer may end the sharing of a view: its owner, who leads the queue, and administrators."""
    return may_change_view(viewer, view) or view.queue_id in viewer.led_queues or person.is_superuser
