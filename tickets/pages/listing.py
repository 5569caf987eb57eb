"""What the desk's lists show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.keyset import Page, page
from queues.enums import Tier
from queues.models import Queue
from tickets.actions.record import newest_entry
from tickets.enums import Due, Owned, Sort, Standing
from tickets.forms.filters import SORTS, FilterForm
from tickets.models import Ticket
from tickets.pages.narrowing import Names, names_of, said
from tickets.pages.rail import figure, total
from tickets.querysets import TicketQuerySet

# What an address says beside its filters.
_PLACES = frozenset({"at", "done", "view"})


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a list."""

    label: str
    url: str
    is_current: bool
    count: str | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A list: of one queue, of all the agent's queues, or of what is theirs."""

    title: str
    url: str
    queues: list[Queue]
    is_one: bool = False
    is_mine: bool = False

    @property
    def queue(self) -> Queue | None:
        """The queue, where the list is about one."""
        return self.queues[0] if self.is_one else None

    def rows(self, who: Viewer) -> TicketQuerySet:
        """The tickets the list chooses among."""
        if self.queue is not None:
            return Ticket.objects.worked_by(who).filter(queue_id=self.queue.pk)
        rows = Ticket.objects.worked_by(who)
        return rows.owned_by(who.user_id) if self.is_mine else rows


def of_queue(queue: Queue) -> Place:
    """Return the list of one queue."""
    return Place(queue.name, reverse("desk:queue", args=[queue.slug]), [queue], is_one=True)


def of_all(queues: list[Queue]) -> Place:
    """Return the list of all the agent's queues."""
    return Place(gettext("All my queues"), reverse("desk:tickets"), queues)


def of_mine(queues: list[Queue]) -> Place:
    """Return the list of the agent's own tickets."""
    return Place(gettext("Assigned to me"), reverse("desk:mine"), queues, is_mine=True)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with everything round it."""

    place: Place
    form: FilterForm
    names: Names
    page: Page[Ticket]
    query: str
    at: datetime
    cursor: str = ""

    @property
    def ignored(self) -> list[str]:
        """The filters that were left out because their values mean nothing here."""
        return [str(self.form.fields[name].label) for name in [*self.form.unreadable, *self.names.unknown]]

    @property
    def shows_age(self) -> bool:
        """Whether a row says how long its ticket has been parked."""
        return self.form.order == Sort.PARKED

    @property
    def shows_queue(self) -> bool:
        """Whether a row says of which queue its ticket is."""
        return not self.place.is_one and len(self.place.queues) > 1

    @property
    def tabs(self) -> list[Tab]:
        """The views that make sense in this place, by the filter that each is."""
        return list(_tabs(self))

    @property
    def chips(self) -> list[Chip]:
        """The filters that no tab shows as chosen."""
        shown = next((tab.url.partition("?")[2] for tab in self.tabs if tab.is_current), "")
        by_tab = QueryDict(shown)
        return [
            Chip(str(self.form.fields[name].label), said(name, value, self.names), _without(self, name))
            for name, value in self.form.used.items()
            if by_tab.get(name) != str(value) and (name, value) != ("status", Standing.UNFINISHED)
        ]

    @property
    def orders(self) -> list[Tab]:
        """The orders to choose among."""
        return [Tab(str(sort.label), _with(self, "sort", sort.value), sort == self.form.order) for sort in self.form.orders]

    @property
    def filter_url(self) -> str:
        """Where all filters are, with those that are set."""
        slug = self.place.queue.slug if self.place.queue is not None else "mine" if self.place.is_mine else ""
        asked = QueryDict(self.query, mutable=True)
        asked["list"] = slug
        return f"{reverse('desk:filters')}?{asked.urlencode()}"

    @property
    def address(self) -> str:
        """The address of this list with its filters, from its first row."""
        return f"{self.place.url}?{self.query}" if self.query else self.place.url

    @property
    def here(self) -> str:
        """The address of this very page of the list."""
        return _with(self, "at", self.cursor) if self.cursor else self.address


def listed(place: Place, asked: QueryDict, who: Viewer, *, at: datetime) -> Listing:
    """Return the page of ``place`` that the address asks for."""
    kept = asked.copy()
    for name in _PLACES:
        kept.pop(name, None)
    form = FilterForm(kept)
    names = names_of(form.used, who)
    for name in names.unknown:
        form.cleaned_data.pop(name)
    rows = form.apply(place.rows(who), user_id=who.user_id, at=at).with_list_columns().annotate(version=newest_entry())
    found = page(rows, by=SORTS[form.order], cursor=asked.get("at", ""))
    is_rising = form.order in {Sort.OLDEST, Sort.PARKED, Sort.DUE}
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in kept.items() if name in form.fields and value and name not in form.errors})
    return Listing(place, form, names, replace(found, is_oldest_first=is_rising), query.urlencode(), at, asked.get("at", "")[:200])


def _with(listing: Listing, name: str, value: Any) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked[name] = value
    return f"{listing.place.url}?{asked.urlencode()}"


def _without(listing: Listing, name: str) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked.pop(name, None)
    return f"{listing.place.url}?{asked.urlencode()}" if asked else listing.place.url


def _tabs(listing: Listing) -> Iterator[Tab]:
    place, used = listing.place, {name: str(value) for name, value in listing.form.used.items()}
    if used.get("status") == Standing.UNFINISHED:
        del used["status"]
    choices = list(_views(place))
    # The view that says most of what is set is the current one; its filters need no chip.
    fitting = [given for _label, given, _count in choices if given.items() <= used.items()]
    current = max(fitting, key=len)
    for label, given, count in choices:
        query = QueryDict(mutable=True)
        query.update(given)
        yield Tab(label, f"{place.url}?{query.urlencode()}" if given else place.url, given is current, count)


def _views(place: Place) -> Iterator[tuple[str, dict[str, str], str | None]]:
    def count(name: str) -> str:
        return figure(total(place.queues, name))

    yield gettext("All open"), {}, None
    if not place.is_mine:
        yield gettext("New"), {"status": Standing.NEW.value}, count("new")
        yield gettext("Mine"), {"owner": Owned.ME.value}, count("mine")
        yield gettext("Unowned"), {"owner": Owned.NOBODY.value}, count("unowned")
        for due, label in ((Due.SOON, gettext("Due soon")), (Due.LATE, gettext("Late"))):
            if total(place.queues, due.value):
                yield label, {"due": due.value}, count(due.value)
    if place.queue is not None and place.queue.tiers > 1:
        for tier in place.queue.tier_choices:
            yield str(Tier(tier).label), {"line": str(tier.value)}, None
    yield gettext("Stalled"), {"status": Standing.STALLED.value}, None if place.is_mine else count("stalled")
    yield gettext("Finished"), {"status": Standing.FINISHED.value}, None


def owned(who: Viewer) -> TicketQuerySet:
    """Return the agent's own unfinished tickets, in no order yet."""
    return Ticket.objects.worked_by(who).unfinished().owned_by(who.user_id).with_people()


@dataclass(frozen=True, slots=True)
class Figures:
    """How full a list is; counts stop at ``999+``. ``stalled_limit`` is how many stalled ones are few, when there are more."""

    new: str
    open: str
    stalled: str
    has_new: bool
    stalled_limit: int | None


def figures(place: Place) -> Figures:
    """Return the new, open and stalled tickets of a list, as its queues counted them."""
    stalled, limit = total(place.queues, "stalled"), place.queue.stalled_limit if place.queue is not None else 0
    new = total(place.queues, "new")
    return Figures(
        figure(new),
        figure(total(place.queues, "open")),
        figure(stalled),
        has_new=new > 0,
        stalled_limit=limit if 0 < limit < stalled else None,
    )
