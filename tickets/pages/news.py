"""What is new on a list since it was shown. The list itself stays as it is until its reader asks for the news."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.http import QueryDict
from django.urls import reverse

from accounts.viewer import Viewer
from tickets.forms.filters import FilterForm
from tickets.pages.listing import Listing
from tickets.pages.places import Place
from tickets.pages.rail import COUNT_LIMIT, Rail, figure


@dataclass(frozen=True, slots=True)
class News:
    """How many tickets are new or changed (empty: none), where they are shown, and where to ask again."""

    count: str
    shown_at: str
    url: str
    is_one: bool = False


def first_news(listing: Listing) -> News:
    """Return that nothing is new yet on a list that is shown now."""
    asked = QueryDict(listing.query, mutable=True)
    asked["list"], asked["since"] = listing.place.word, listing.at.isoformat()
    return News("", listing.address, f"{reverse('desk:news')}?{asked.urlencode()}")


def told_news(place: Place, asked: QueryDict, who: Viewer, rail: Rail, *, at: datetime) -> News | None:
    """Return what to tell a reader who knows the state that the address names; ``None`` when that is all, or it cannot be read."""
    since = _moment(asked.get("since", ""))
    if since is None:
        return None
    form = FilterForm(asked)
    rows = form.apply(place.rows(who), user_id=who.user_id, at=at).filter(touched_at__gt=since)
    count = rows.order_by()[:COUNT_LIMIT].count()
    counts = [str(count), *(f"{item.new}/{item.count}" for item in (*rail.mine, *rail.queues))]
    state = sha256(" ".join(counts).encode()).hexdigest()[:12]
    if state == asked.get("state"):
        return None
    kept = asked.copy()
    kept["state"] = state
    shown = form.query.urlencode()
    address = f"{place.url}?{shown}" if shown else place.everything
    return News(figure(count) if count else "", address, f"{reverse('desk:news')}?{kept.urlencode()}", count == 1)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None and 2000 < found.year < 9000 else None
