"""The lists of a requester: their own tickets, and those that are shared with them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from foundation.keyset import page
from tickets.forms.portal import NarrowForm
from tickets.models import Ticket
from tickets.pages import shown
from tickets.pages.listing import Tab

_TITLES = {"mine": _("My tickets"), "organisation": _("My organisation's tickets"), "followed": _("Tickets I follow")}


def own(who: Viewer, form: NarrowForm, cursor: str) -> dict[str, Any]:
    """Return the template context of the viewer's own tickets."""
    return _context(who, form, cursor, room="mine")


def shared(who: Viewer, form: NarrowForm, cursor: str) -> dict[str, Any]:
    """Return the template context of the tickets that are shared with the viewer."""
    return _context(who, form, cursor, room="organisation")


def followed(who: Viewer, form: NarrowForm, cursor: str) -> dict[str, Any]:
    """Return the template context of the tickets of others that the viewer follows."""
    return _context(who, form, cursor, room="followed")


def _context(who: Viewer, form: NarrowForm, cursor: str, *, room: str) -> dict[str, Any]:
    rows = {
        "mine": Ticket.objects.asked_by_viewer,
        "organisation": Ticket.objects.shared_with,
        "followed": Ticket.objects.followed_by,
    }[room](who)
    found = form.apply(rows.select_related("merged_root", "requester", "organisation"))
    return {
        "page": page(found, by="touched_at", cursor=cursor),
        "is_own": room == "mine",
        "title": _TITLES[room],
        "is_followed": room == "followed",
        "is_narrowed": form.is_narrowed,
        "words": form.words,
        "shown": form.shown,
        "rooms": _rooms(who, room),
        "manages": bool(who.managed_ids),
        "tabs": shown.tabs(form, reverse(f"tickets:{room}")),
    }


def _rooms(who: Viewer, room: str) -> list[Tab]:
    """Return whose tickets the viewer can list; nothing where it is their own alone."""
    others = {"organisation": who.has_colleagues, "followed": bool(who.followed_tickets)}
    names = ["mine", *(name for name, is_there in others.items() if is_there or name == room)]
    return [Tab(str(_TITLES[name]), reverse(f"tickets:{name}"), is_current=name == room) for name in names] if len(names) > 1 else []
