"""The lists of the desk: views, filters, orders, pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, User
from queues.models import Category, Queue
from statuspage.models import Service
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import stand
from tickets.enums import Channel, Kind, Priority, StallReason, Status
from tickets.models import Ticket
from tickets.pages import listing

pytestmark = pytest.mark.django_db

SUPPORT = "/desk/queues/support/"


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def rows(response: Any) -> list[int]:
    return [row.pk for row in response.context["listing"].page.rows]


def test_my_list_holds_my_unfinished_tickets(desk, agent, lead, support, requester):
    made = [factories.ticket(requester, support) for _ in range(3)]
    for row, status, owner in zip(made, (Status.OPEN, Status.RESOLVED, Status.OPEN), (agent, agent, lead), strict=True):
        stand(row, status, owner=owner)

    assert rows(desk.get("/desk/mine/")) == [made[0].pk]
    assert rows(desk.get("/desk/mine/?status=finished")) == [made[1].pk]


def test_one_list_shows_all_my_queues_and_no_other(desk, agent, support, treasury, requester):
    own = factories.ticket(requester, support)
    factories.ticket(requester, treasury)

    assert rows(desk.get("/desk/tickets/")) == [own.pk]

    agent.memberships.create(queue=treasury, tier=1)
    response = desk.get("/desk/tickets/")
    assert len(rows(response)) == 2
    assert "Treasury" in response.content.decode()


def test_a_queue_is_seen_in_views(desk, agent, support, requester):
    new, line_2, stalled, done = (factories.ticket(requester, support, at=NOON) for _ in range(4))
    stand(line_2, Status.OPEN, tier=2, owner=agent)
    stand(stalled, Status.STALLED)
    stand(done, Status.RESOLVED)

    tabs = desk.get(SUPPORT).context["listing"].tabs
    shown = {tab.label: rows(desk.get(tab.url)) for tab in tabs}

    assert shown == {
        "All open": [stalled.pk, line_2.pk, new.pk],
        "New": [new.pk],
        "Mine": [line_2.pk],
        "Unowned": [stalled.pk, new.pk],
        "Line 1": [stalled.pk, new.pk],
        "Line 2": [line_2.pk],
        "Line 3": [],
        "Stalled": [stalled.pk],
        "Finished": [done.pk],
    }
    assert {tab.label: tab.count for tab in tabs if tab.count is not None} == {"New": "1", "Mine": "1", "Unowned": "2", "Stalled": "1"}


@pytest.mark.parametrize("name", ["All open", "New", "Line 2", "Unowned", "Finished"])
def test_a_view_is_marked_as_the_current_one_and_needs_no_chip(desk, support, name):
    tab = next(tab for tab in desk.get(SUPPORT).context["listing"].tabs if tab.label == name)

    listing = desk.get(tab.url).context["listing"]

    assert ([one.label for one in listing.tabs if one.is_current], listing.chips) == ([name], [])


def test_a_queue_with_one_line_offers_no_lines(treasury, treasurer, sign_in):
    tabs = [tab.label for tab in sign_in(treasurer).get("/desk/queues/treasury/").context["listing"].tabs]

    assert tabs == ["All open", "New", "Mine", "Unowned", "Stalled", "Finished"]


@pytest.fixture
def odd(support: Queue, requester: User, lead: User) -> Ticket:
    """A ticket that differs from its two neighbours in everything."""
    for _ in range(2):
        factories.ticket(requester, support)
    ticket = stand(
        factories.ticket(requester, support),
        Status.STALLED,
        stall_reason=StallReason.THIRD_PARTY,
        owner=lead,
        tier=2,
        priority=Priority.HIGH,
        kind=Kind.INCIDENT,
        category=Category.objects.create(queue=support, slug="router", names={"en": "Router"}),
        organisation=Organisation.objects.create(name="Council of Prova"),
        language="ca",
        channel=Channel.PHONE,
    )
    ticket.services.add(Service.objects.create(slug="fibre", names={"en": "Home fibre"}))
    return ticket


FILTERS = ["status", "waits", "line", "owner", "priority", "kind", "category", "service", "organisation", "language", "channel"]


def filters_of(ticket: Ticket) -> dict[str, Any]:
    """What finds ``ticket`` alone, by the names in the address."""
    values = (ticket.status, ticket.stall_reason, ticket.tier, ticket.owner_id, ticket.priority, ticket.kind, ticket.category_id)
    further = (ticket.services.get().pk, ticket.organisation_id, ticket.language, ticket.channel)
    return dict(zip(FILTERS, (*values, *further), strict=True))


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_alone_finds_the_ticket(desk, odd, name):
    assert rows(desk.get(SUPPORT, {name: filters_of(odd)[name]})) == [odd.pk]


def test_promised_news_are_due_soon_and_then_late(desk, support, clock):
    soon, later, done = (factories.ticket(None, support) for _ in range(3))
    for ticket, minutes in ((soon, 90), (later, 150), (done, -30)):
        Ticket.objects.filter(pk=ticket.pk).update(promised_at=NOON + timedelta(minutes=minutes))
    without = factories.ticket(None, support)
    stand(done, Status.RESOLVED)

    tabs = {tab.label: (tab.count, rows(desk.get(tab.url))) for tab in desk.get(SUPPORT).context["listing"].tabs}
    assert (tabs["News due soon"], "News late" in tabs) == (("1", [soon.pk]), False)
    assert rows(desk.get(SUPPORT, {"sort": "due"})) == [soon.pk, later.pk, without.pk]

    clock.move_to(LATER)
    assert rows(desk.get(SUPPORT, {"due": "late", "sort": "due"})) == [soon.pk, later.pk]


def test_all_filters_together_are_chips_that_can_be_taken_away(desk, odd, django_assert_max_num_queries):
    desk.get(SUPPORT)

    with django_assert_max_num_queries(9):
        listing = desk.get(SUPPORT, filters_of(odd)).context["listing"]

    assert [row.pk for row in listing.page.rows] == [odd.pk]
    assert [(chip.label, chip.value) for chip in listing.chips if chip.label in {"Owner", "Category", "Service", "Organisation"}] == [
        ("Owner", "Laia Font"),
        ("Category", "Router"),
        ("Service", "Home fibre"),
        ("Organisation", "Council of Prova"),
    ]
    fewer = desk.get(listing.chips[-1].url).context["listing"]
    assert len(fewer.chips) == len(listing.chips) - 1


@pytest.mark.parametrize(
    "query",
    [
        "status=burning",
        "owner=somebody",
        "owner=99999",
        "category=99999",
        "organisation=99999",
        "service=1%00",
        "line=9",
        "priority=x",
        "queue=-1",
        f"category={10**40}",
        f"owner={'9' * 10_000}",
        "language=%00",
        "kind=" + "x" * 10_000,
    ],
)
def test_a_filter_that_means_nothing_is_left_out_with_a_word(desk, ticket, query):
    response = desk.get(f"{SUPPORT}?{query}")

    assert (response.status_code, rows(response)) == (200, [ticket.pk])
    assert len(response.context["listing"].ignored) == 1
    assert "was left out" in response.content.decode()


def test_a_foreign_queue_s_category_and_people_have_no_names_here(desk, ticket, treasury, treasurer):
    category = Category.objects.create(queue=treasury, slug="fees", names={"en": "Secret fees"})

    page = desk.get("/desk/tickets/", {"category": category.pk, "owner": treasurer.pk, "queue": treasury.pk})

    assert page.context["listing"].ignored == ["Queue", "Owner", "Category"]
    assert ("Secret fees" in page.content.decode(), "Oriol" in page.content.decode()) == (False, False)


def test_an_address_with_empty_filters_becomes_a_short_one(desk, support):
    response = desk.get(f"{SUPPORT}?status=new&line=&owner=&sort=priority")

    assert response.headers["Location"] == f"{SUPPORT}?status=new&sort=priority"


def test_the_page_of_filters_offers_those_of_its_queue_with_what_is_set(desk, odd):
    page = desk.get("/desk/filters/", {"list": "support", "priority": "3", "category": odd.category_id})
    part = desk.get("/desk/filters/?list=support", headers={"HX-Request": "true", "HX-Target": "filters"})

    html = page.content.decode()
    assert f'name="category" value="{odd.category_id}" id="filter_category_0" checked' in html
    assert html.count(" checked") == 2
    assert 'action="/desk/queues/support/"' in html
    assert ("<html" in html, "<html" in part.content.decode()) == (True, False)
    assert desk.get("/desk/filters/?list=treasury").status_code == 404


@pytest.fixture
def mixed(support: Queue, requester: User) -> list[Ticket]:
    """Sixty tickets of three moments and four priorities."""
    made = [factories.ticket(requester, support, at=NOON + timedelta(hours=number % 3)) for number in range(60)]
    for number, ticket in enumerate(made):
        Ticket.objects.filter(pk=ticket.pk).update(priority=number % 4 + 1, touched_at=NOON - timedelta(minutes=number // 2))
    return list(Ticket.objects.order_by("pk"))


ORDERS: dict[str, Callable[[Ticket], Any]] = {
    "updated": lambda row: (-row.touched_at.timestamp(), -row.pk),
    "priority": lambda row: (-row.priority, row.pk),
    "oldest": lambda row: row.pk,
    "newest": lambda row: -row.pk,
}


@pytest.mark.parametrize("sort", ORDERS)
def test_every_order_leads_through_all_rows_and_back(desk, mixed, sort):
    expected = [row.pk for row in sorted(mixed, key=ORDERS[sort])]
    pages = [desk.get(SUPPORT, {"sort": sort}).context["listing"].page]
    while pages[-1].after:
        pages.append(desk.get(SUPPORT, {"sort": sort, "at": pages[-1].after}).context["listing"].page)
    back = desk.get(SUPPORT, {"sort": sort, "at": pages[-1].before}).context["listing"].page

    assert [row.pk for one in pages for row in one.rows] == expected
    assert [row.pk for row in back.rows] == expected[25:50]


@pytest.mark.parametrize("query", ["sort=parked", "sort=-pk", "sort=queue__names", "status=finished&sort=priority"])
def test_an_order_that_makes_no_sense_here_is_the_usual_one(desk, ticket, query):
    assert desk.get(f"{SUPPORT}?{query}").context["listing"].form.order == "updated"


def test_a_list_pages_through_tickets_of_the_same_moment(desk, support, requester):
    expected = [factories.ticket(requester, support, at=NOON).pk for _ in range(27)][::-1]

    first = desk.get(SUPPORT)
    second = desk.get(SUPPORT, {"at": first.context["listing"].page.after})
    back = desk.get(SUPPORT, {"at": second.context["listing"].page.before})

    assert rows(first) + rows(second) == expected
    assert rows(back) == rows(first)


def test_a_page_link_keeps_filters_and_order(desk, support, requester):
    for _ in range(26):
        factories.ticket(requester, support)

    page = desk.get(f"{SUPPORT}?status=new&sort=priority").content.decode()

    assert "?status=new&amp;sort=priority&amp;at=a~2~" in page


def test_htmx_gets_the_part_that_the_page_includes(desk, support):
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "tickets"}

    whole, part = desk.get(SUPPORT).content.decode(), desk.get(SUPPORT, headers=headers).content.decode()

    assert ("<html" in whole, "<html" in part, 'id="tickets"' in part) == (True, False, True)


def test_stalled_tickets_stand_by_age_the_longest_parked_first(desk, support, requester):
    young, old = factories.ticket(requester, support), factories.ticket(requester, support)
    stand(young, Status.STALLED, stalled_at=NOON)
    stand(old, Status.STALLED, stalled_at=NOON - timedelta(days=20), touched_at=LATER)

    response = desk.get(f"{SUPPORT}?status=stalled")

    assert rows(response) == [old.pk, young.pk]
    assert ("Parked for" in response.content.decode(), "2 weeks" in response.content.decode().replace("\xa0", " ")) == (True, True)
    assert "Parked for" not in desk.get(SUPPORT).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Nothing waits here"),
        ("status=new", "Everybody has an answer"),
        ("status=stalled", "Nothing is parked"),
        ("status=finished", "Nothing is finished yet"),
        ("owner=nobody", "Every ticket has an owner"),
        ("owner=me", "Nothing is yours"),
        ("priority=4", "Nothing fits these filters"),
    ],
)
def test_an_empty_list_says_why(desk, support, query, words):
    assert words in desk.get(f"{SUPPORT}?{query}").content.decode()


@pytest.mark.parametrize(("limit", "is_over"), [(0, False), (1, True), (2, False)])
def test_too_many_stalled_tickets_are_pointed_out(desk, support, requester, limit, is_over):
    support.stalled_limit = limit
    support.save(update_fields=["stalled_limit"])
    for _ in range(2):
        stand(factories.ticket(requester, support), Status.STALLED)

    page = desk.get("/desk/queues/support/").content.decode()

    assert ("stat--warn" in page, "stalled, more than the 1 we allow ourselves" in page) == (is_over, is_over)


def test_a_rare_filter_of_finished_tickets_looks_through_so_many_and_goes_on(desk, support, requester, monkeypatch):
    monkeypatch.setattr(listing, "REACH", 3)
    made = [stand(factories.ticket(requester, support, at=NOON + timedelta(minutes=number)), Status.CLOSED) for number in range(8)]
    Ticket.objects.filter(pk__in=[made[6].pk, made[1].pk]).update(kind=Kind.REQUEST)

    asked = {"status": "finished", "kind": "request"}
    pages = [desk.get(SUPPORT, asked).context["listing"]]
    for _ in range(2):
        pages.append(desk.get(SUPPORT, {**asked, "at": pages[-1].page.after}).context["listing"])

    assert [[row.pk for row in found.page.rows] for found in pages] == [[made[6].pk], [], [made[1].pk]]
    assert [found.reach for found in pages] == [3, 3, 0]
    back = desk.get(SUPPORT, {**asked, "at": pages[-1].page.before})
    assert (rows(back), back.context["listing"].reach) == ([], 3)


def test_an_empty_page_of_a_long_walk_says_how_to_go_on(desk, support, requester, monkeypatch):
    monkeypatch.setattr(listing, "REACH", 1)
    for number in range(2):
        stand(factories.ticket(requester, support, at=NOON + timedelta(minutes=number)), Status.CLOSED)

    page = desk.get(f"{SUPPORT}?status=finished&kind=request").content.decode()

    assert "Nothing fits here yet" in page
    assert "This page looked through 1 finished tickets; there are more." in page
    assert 'rel="next"' in page


def test_finished_tickets_of_several_queues_stand_in_one_order(desk, agent, support, treasury, requester):
    agent.memberships.create(queue=treasury, tier=1)
    queues = (support, treasury, treasury, support)
    made = [stand(factories.ticket(requester, queue, at=NOON + timedelta(minutes=n)), Status.CLOSED).pk for n, queue in enumerate(queues)]

    assert rows(desk.get("/desk/tickets/?status=finished")) == made[::-1]
