"""The viewer behind a request, resolved once."""

from django.http import HttpRequest

from accounts.sharing import with_organisations
from accounts.viewer import Viewer
from foundation import clock
from queues.viewers import viewer_of
from tickets import grants
from tickets.models import Ticket

_ATTRIBUTE = "_suport_viewer"
_READER = "_suport_reader"


def viewer(request: HttpRequest) -> Viewer:
    """Return who looks: the signed-in person's queues, and the tickets this session holds grants for. What the desk needs."""
    known: Viewer | None = getattr(request, _ATTRIBUTE, None)
    if known is not None:
        return known
    granted = grants.granted(request.session)
    user_id = request.user.pk if request.user.is_authenticated else None
    found = viewer_of(user_id, granted) if user_id is not None else Viewer(granted_tickets=granted)
    setattr(request, _ATTRIBUTE, found)
    return found


def reader(request: HttpRequest) -> Viewer:
    """Return who looks, with what their organisations share with them. What the portal needs."""
    known: Viewer | None = getattr(request, _READER, None)
    if known is None:
        known = with_organisations(viewer(request), on=clock.today())
        setattr(request, _READER, known)
    return known


def grant(request: HttpRequest, ticket: Ticket, purpose: grants.Purpose) -> None:
    """Let whoever looks read and answer ``ticket`` in this session, from this very request on."""
    grants.give(request.session, ticket, purpose)
    for name in (_ATTRIBUTE, _READER):
        if hasattr(request, name):
            delattr(request, name)
