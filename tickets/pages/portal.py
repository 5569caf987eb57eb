"""The lists of a requester: their own tickets, and those that are shared with them."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.keyset import page
from tickets.forms.portal import SHOWN, NarrowForm
from tickets.models import Ticket
from tickets.pages.listing import Tab


def own(who: Viewer, form: NarrowForm, cursor: str) -> dict[str, Any]:
    """Return the template context of the viewer's own tickets."""
    return _context(who, form, cursor, is_own=True)


def shared(who: Viewer, form: NarrowForm, cursor: str) -> dict[str, Any]:
    """Return the template context of the tickets that are shared with the viewer."""
    return _context(who, form, cursor, is_own=False)


def _context(who: Viewer, form: NarrowForm, cursor: str, *, is_own: bool) -> dict[str, Any]:
    rows = Ticket.objects.asked_by_viewer(who) if is_own else Ticket.objects.shared_with(who)
    found = form.apply(rows.select_related("merged_root", "requester", "organisation"))
    here = reverse("tickets:mine") if is_own else reverse("tickets:organisation")
    shown = form.data.get("show", "") if form.data.get("show", "") in SHOWN else ""
    return {
        "page": page(found, by="touched_at", cursor=cursor),
        "is_own": is_own,
        "is_narrowed": bool(form.words or shown),
        "words": form.words,
        "shown": shown,
        "rooms": _rooms(is_own=is_own) if who.has_colleagues else [],
        "tabs": [
            Tab(label, f"{here}?{urlencode({'show': name, 'q': form.words})}" if name or form.words else here, is_current=name == shown)
            for name, label in (("", gettext("All")), ("open", gettext("Open")), ("finished", gettext("Finished")))
        ],
    }


def _rooms(*, is_own: bool) -> list[Tab]:
    return [
        Tab(gettext("My tickets"), reverse("tickets:mine"), is_current=is_own),
        Tab(gettext("My organisation's tickets"), reverse("tickets:organisation"), is_current=not is_own),
    ]
