"""The viewer behind a request, resolved once."""

from django.http import HttpRequest

from accounts.viewer import Viewer
from queues.viewers import viewer_of
from tickets import grants
from tickets.models import Ticket

_ATTRIBUTE = "_suport_viewer"


def viewer(request: HttpRequest) -> Viewer:
    """Return who looks: the signed-in person's queues, and the tickets this session holds grants for."""
    known: Viewer | None = getattr(request, _ATTRIBUTE, None)
    if known is not None:
        return known
    granted = grants.granted(request.session)
    user_id = request.user.pk if request.user.is_authenticated else None
    found = viewer_of(user_id, granted) if user_id is not None else Viewer(granted_tickets=granted)
    setattr(request, _ATTRIBUTE, found)
    return found


def grant(request: HttpRequest, ticket: Ticket, purpose: grants.Purpose) -> None:
    """Let whoever looks read and answer ``ticket`` in this session, from this very request on."""
    grants.give(request.session, ticket, purpose)
    if hasattr(request, _ATTRIBUTE):
        delattr(request, _ATTRIBUTE)
