"""The viewer behind a request, resolved once."""

from dataclasses import replace

from django.http import HttpRequest

from accounts.sharing import with_organisations
from accounts.viewer import Viewer
from queues.agents import today
from queues.viewers import viewer_of
from tickets import grants
from tickets.models import Follower, Ticket

_ATTRIBUTE = "_suport_viewer"
_READER = "_suport_reader"
# Nobody follows that many; it bounds the question.
MOST_FOLLOWED = 2_000


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
    """Return who looks, with what their organisations share with them and what they follow. What the portal needs."""
    known: Viewer | None = getattr(request, _READER, None)
    if known is None:
        known = with_organisations(viewer(request), on=today())
        known = replace(known, followed_tickets=_followed(request, known))
        setattr(request, _READER, known)
    return known


def _followed(request: HttpRequest, who: Viewer) -> frozenset[int]:
    """Return the ids of the tickets that the signed-in person follows, and of those that this session follows by a mailed link."""
    by_link = grants.followers(request.session)
    if who.user_id is None:
        return frozenset(by_link)
    rows = Follower.objects.cc().filter(user_id=who.user_id).order_by("-pk")
    return frozenset(rows.values_list("ticket_id", flat=True)[:MOST_FOLLOWED]) | frozenset(by_link)


def follower_here(request: HttpRequest, ticket: Ticket) -> Follower | None:
    """Return as whom the viewer follows ``ticket``: signed in, or by a mailed link."""
    who = reader(request)
    row = Follower.objects.cc().filter(ticket=ticket, user=who.user_id).select_related("user").first() if who.user_id else None
    return row or grants.followers(request.session).get(ticket.pk)


def follow(request: HttpRequest, follower: Follower) -> None:
    """Let whoever looks read and answer the ticket as ``follower`` in this session."""
    grants.give_to_follower(request.session, follower)
    _forget(request)


def _forget(request: HttpRequest) -> None:
    for name in (_ATTRIBUTE, _READER):
        if hasattr(request, name):
            delattr(request, name)


def grant(request: HttpRequest, ticket: Ticket, purpose: grants.Purpose) -> None:
    """Let whoever looks read and answer ``ticket`` in this session, from this very request on."""
    grants.give(request.session, ticket, purpose)
    _forget(request)
