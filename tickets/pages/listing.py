"""What the desk's lists show."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.keyset import PAGE_SIZE, Page, Walk, keys_of, page
from queues.enums import Tier
from queues.models import Queue
from tickets.actions.bulk import MOST, Row
from tickets.actions.record import newest_entry
from tickets.forms.filters import SORTS, FilterForm
from tickets.list_enums import Due, Owned, Sort, Standing
from tickets.models import Ticket
from tickets.pages import saved_views
from tickets.pages.narrowing import Names, names_of, said
from tickets.pages.places import Place
from tickets.pages.rail import figure, total
from tickets.querysets import TicketQuerySet

# What an address says beside its filters.
_PLACES = frozenset({"at", "done", "view"})
# What goes without saying.
EVERYTHING = ("status", [Standing.UNFINISHED.value])
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
class AllThatFit:
    """How many of a list can be chosen at once, and whether these are all."""

    number: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    label: str
    value: str
    url: str


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
    asked: dict[str, list[str]] = field(default_factory=dict)
    # How many fit where they are more than a page, counted to one more than can be changed at once.
    fitting: int = 0

    @property
    def ignored(self) -> list[str]:
        """The filters that were left out because none of their values means anything here."""
        return [str(self.form.fields[name].label) for name in self._curtailed if name not in self.form.used]

    @property
    def curtailed(self) -> list[str]:
        """The filters of which some values were left out."""
        return [str(self.form.fields[name].label) for name in self._curtailed if name in self.form.used]

    @property
    def _curtailed(self) -> list[str]:
        unknown = {name for name, _value in self.names.unknown}
        unreadable = set(self.form.unreadable)
        return [name for name in self.form.fields if name in unknown | unreadable]

    @property
    def all_that_fit(self) -> AllThatFit | None:
        """What can be chosen beyond this page, if anything."""
        return AllThatFit(min(self.fitting, MOST), self.fitting <= MOST) if self.fitting else None

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
        return self.place.is_passed_on or (not self.place.is_one and len(self.place.queues) > 1)

    @property
    def tabs(self) -> list[Tab]:
        """The views that make sense in this place, by the filter that each is."""
        return list(_tabs(self))

    @property
    def chips(self) -> list[Chip]:
        """The filters that no tab shows as chosen."""
        by_tab = QueryDict(next((tab.url.partition("?")[2] for tab in self.tabs if tab.is_current), ""))
        return [
            Chip(str(self.form.fields[name].label), said(name, value, self.names), _without(self, name, value))
            for name, values in self.form.used.items()
            for value in values
            if by_tab.getlist(name) != values and (name, values) != EVERYTHING
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
        return self.place.is_worked_on and bool(saved_views.said_plainly(self.form)) and not any(view.is_current for view in self.views)

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
    names, query = names_of([form.used], who), form.query
    form.leave_out(names.unknown)
    rows = form.apply(place.rows(who), user_id=who.user_id, at=at)
    lines = rows.with_list_columns().annotate(version=newest_entry())
    found = page(lines, by=SORTS[form.order], cursor=asked.get("at", ""), walk=walk_of(place, form, who))
    fitting = _fitting(place, form, rows, who)[: MOST + 1].count() if place.is_worked_on and (found.before or found.after) else 0
    is_rising = form.order in {Sort.OLDEST, Sort.PARKED, Sort.DUE}
    shown = replace(found, is_oldest_first=is_rising)
    return Listing(place, form, names, shown, query.urlencode(), at, asked.get("at", "")[:200], saved_views.plain(kept), fitting)


def all_that_fit(place: Place, asked: QueryDict, who: Viewer, *, at: datetime) -> list[Row]:
    """Return what fits the filters of the list as it stands now, in its order: at most as many as can be changed at once, and one more."""
    form = FilterForm(asked)
    form.leave_out(names_of([form.used], who).unknown)
    rows = _fitting(place, form, form.apply(place.rows(who), user_id=who.user_id, at=at), who).annotate(version=newest_entry())
    order = [key.order(is_backward=False) for key in keys_of(Ticket, SORTS[form.order])]
    return [Row(*found) for found in rows.order_by(*order).values_list("pk", "version")[: MOST + 1]]


def _fitting(place: Place, form: FilterForm, rows: TicketQuerySet, who: Viewer) -> TicketQuerySet:
    """Return ``rows`` as far as a list looks through them: finished ones may be millions."""
    walk = walk_of(place, form, who, least=MOST + 1)
    return rows if walk is None else rows.filter(pk__in=walk.rows(None, keys_of(Ticket, SORTS[form.order])).values("pk"))


def walk_of(place: Place, form: FilterForm, who: Viewer, *, least: int = PAGE_SIZE + 1) -> Walk | None:
    """Return how many finished tickets to look through, of which there may be millions: where a filter fits few, a page says so and goes on.

    Unfinished ones are few enough to look through all of them. Where nothing narrows the list, ``least`` are enough.
    """
    if not form.is_about_finished:
        return None
    if place.is_mine:
        own = Ticket.objects.owned_by(who.user_id)
        arms = [own.finished(), *([own.unfinished()] if form.is_mixed else [])]
    else:
        queues = Queue.objects.exclude(pk__in=who.queue_ids) if place.is_passed_on else place.queues
        arms = [arm for queue in queues for arm in form.arms(Ticket.objects.filter(queue_id=queue.pk))]
    return Walk(arms, REACH if form.is_narrow or place.is_mine or place.is_passed_on else least)


def _with(listing: Listing, name: str, value: Any) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked[name] = value
    return f"{listing.place.url}?{asked.urlencode()}"


def _without(listing: Listing, name: str, value: str) -> str:
    asked = QueryDict(listing.query, mutable=True)
    asked.setlist(name, [one for one in asked.getlist(name) if one != value])
    if not asked.getlist(name):
        del asked[name]
    return f"{listing.place.url}?{asked.urlencode()}" if asked else listing.place.everything


def _tabs(listing: Listing) -> Iterator[Tab]:
    place, used = listing.place, listing.form.alone
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
    if place.is_passed_on:
        yield gettext("Finished"), {"status": Standing.FINISHED.value}, None
        return
    if not place.is_mine:
        yield gettext("New"), {"status": Standing.NEW.value}, count("new")
        yield gettext("Mine"), {"owner": Owned.ME.value}, count("mine")
        yield gettext("Unowned"), {"owner": Owned.NOBODY.value}, count("unowned")
        for due, label in ((Due.SOON, gettext("News due soon")), (Due.LATE, gettext("News late"))):
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
