"""What the desk's lists show."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.keyset import PAGE_SIZE, Page, Walk, page
from queues.enums import Tier
from queues.models import Queue
from tickets.actions.record import newest_entry
from tickets.forms.filters import SORTS, FilterForm
from tickets.list_enums import Due, Owned, Sort, Standing
from tickets.models import Ticket
from tickets.pages import saved_views
from tickets.pages.narrowing import Names, names_of, said
from tickets.pages.rail import figure, total
from tickets.querysets import TicketQuerySet

# What an address says beside its filters.
_PLACES = frozenset({"at", "done", "view"})
# So many finished tickets are looked through for one page.
REACH = 2_000


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a list."""

    label: str
    url: str
    is_current: bool
    count: str | None = None
    is_shared: bool = False


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

    @property
    def views(self) -> list[saved_views.View]:
        """The saved views of the list, own ones first. What is mine has none of its own: they are views of all queues."""
        queue_id = self.queue.pk if self.queue is not None else None
        return [] if self.is_mine else [view for view in saved_views.read(self.queues) if view.queue_id == queue_id]

    @property
    def start(self) -> str:
        """The filters and the order that the list begins with when its address says nothing; empty for everything open."""
        return next((view.query for view in self.views if view.is_start), "")

    @property
    def everything(self) -> str:
        """The address of everything open, whatever the list begins with."""
        return f"{self.url}?status={Standing.UNFINISHED.value}" if self.start else self.url

    @property
    def word(self) -> str:
        """What the list is called in addresses about it."""
        return self.queue.slug if self.queue is not None else "mine" if self.is_mine else ""

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
    # The words of the address, readable or not: a saved view stays the current one when a value in it has lost its meaning.
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def ignored(self) -> list[str]:
        """The filters that were left out because their values mean nothing here."""
        return [str(self.form.fields[name].label) for name in [*self.form.unreadable, *self.names.unknown]]

    @property
    def reach(self) -> int:
        """How many finished tickets were looked through, when there are more that were not; else none."""
        return REACH if self.page.is_cut else 0

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
        by_tab = QueryDict(next((tab.url.partition("?")[2] for tab in self.tabs if tab.is_current), ""))
        return [
            Chip(str(self.form.fields[name].label), said(name, value, self.names), _without(self, name))
            for name, value in self.form.used.items()
            if by_tab.get(name) != str(value) and (name, value) != ("status", Standing.UNFINISHED)
        ]

    @property
    def views(self) -> list[Tab]:
        """The saved views of this list."""
        return [
            Tab(view.name, f"{self.place.url}?{view.query}", view.is_seen_at(self.asked), is_shared=view.is_shared)
            for view in self.place.views
        ]

    @property
    def can_be_saved(self) -> bool:
        """Whether there are filters or an order to keep, and no view that keeps them already."""
        return bool(saved_views.said_plainly(self.form)) and not any(view.is_current for view in self.views)

    @property
    def orders(self) -> list[Tab]:
        """The orders to choose among."""
        return [Tab(str(sort.label), _with(self, "sort", sort.value), sort == self.form.order) for sort in self.form.orders]

    @property
    def filter_url(self) -> str:
        """Where all filters are, with those that are set."""
        asked = QueryDict(self.query, mutable=True)
        asked["list"] = self.place.word
        return f"{reverse('desk:filters')}?{asked.urlencode()}"

    @property
    def address(self) -> str:
        """The address of this list with its filters, from its first row."""
        return f"{self.place.url}?{self.query}" if self.query else self.place.everything

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
    found = page(rows, by=SORTS[form.order], cursor=asked.get("at", ""), walk=walk_of(place, form, who))
    is_rising = form.order in {Sort.OLDEST, Sort.PARKED, Sort.DUE}
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in kept.items() if name in form.fields and value and name not in form.errors})
    shown = replace(found, is_oldest_first=is_rising)
    return Listing(place, form, names, shown, query.urlencode(), at, asked.get("at", "")[:200], saved_views.plain(kept))


def walk_of(place: Place, form: FilterForm, who: Viewer) -> Walk | None:
    """Return how many finished tickets to look through, of which there may be millions: where a filter fits few, a page says so and goes on.

    Unfinished ones are few enough to look through all of them.
    """
    if not form.is_about_finished:
        return None
    if place.is_mine:
        arms = [Ticket.objects.finished().owned_by(who.user_id)]
    else:
        arms = [form.standing(Ticket.objects.filter(queue_id=queue.pk)) for queue in place.queues]
    return Walk(arms, REACH if form.is_narrow or place.is_mine else PAGE_SIZE + 1)


def _with(listing: Listing, name: str, value: Any) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked[name] = value
    return f"{listing.place.url}?{asked.urlencode()}"


def _without(listing: Listing, name: str) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked.pop(name, None)
    return f"{listing.place.url}?{asked.urlencode()}" if asked else listing.place.everything


def _tabs(listing: Listing) -> Iterator[Tab]:
    place, used = listing.place, {name: str(value) for name, value in listing.form.used.items()}
    if used.get("status") == Standing.UNFINISHED:
        del used["status"]
    choices = list(_views(place))
    # The view that says most of what is set is the current one; its filters need no chip.
    fitting = [given for _label, given, _count in choices if given.items() <= used.items()]
    current = max(fitting, key=len)
    is_saved = any(view.is_current for view in listing.views)
    for label, given, count in choices:
        query = QueryDict(mutable=True)
        query.update(given)
        yield Tab(label, f"{place.url}?{query.urlencode()}" if given else place.everything, given is current and not is_saved, count)


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
