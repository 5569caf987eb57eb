"""Several values in one filter of a list: in the address, as chips, in the form, in saved views."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, User
from queues.models import Category, Queue
from statuspage.models import Service
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.enums import Channel, Kind, Priority, StallReason, Status
from tickets.models import SavedView, Ticket
from tickets.pages import listing

pytestmark = pytest.mark.django_db

SUPPORT = "/desk/queues/support/"


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def rows(response: Any) -> list[int]:
    return [row.pk for row in response.context["listing"].page.rows]


@pytest.fixture
def three(support: Queue, agent: User, lead: User) -> list[Ticket]:
    """Three tickets that differ in everything a list can be narrowed by, the first touched last."""
    made = []
    for number, reason in enumerate((StallReason.REQUESTER, StallReason.THIRD_PARTY, StallReason.PARKED)):
        row = stand(
            factories.ticket(None, support),
            Status.STALLED,
            stall_reason=reason,
            owner=(agent, lead, None)[number],
            tier=number + 1,
            priority=(Priority.LOW, Priority.HIGH, Priority.CRITICAL)[number],
            kind=("", Kind.INCIDENT, Kind.REQUEST)[number],
            category=Category.objects.create(queue=support, slug=f"c{number}", names={"en": f"Category {number}"}),
            organisation=Organisation.objects.create(name=f"Council {number}"),
            language=("ca", "fr", "zh-hans")[number],
            channel=(Channel.WEB, Channel.MAIL, Channel.PHONE)[number],
            stalled_at=NOON + timedelta(minutes=number),
        )
        row.services.add(Service.objects.create(slug=f"s{number}", names={"en": f"Service {number}"}))
        made.append(row)
    return made


def values_of(ticket: Ticket) -> dict[str, Any]:
    return {
        "waits": ticket.stall_reason,
        "line": ticket.tier,
        "owner": ticket.owner_id or "nobody",
        "priority": ticket.priority,
        "kind": ticket.kind,
        "category": ticket.category_id,
        "service": ticket.services.get().pk,
        "organisation": ticket.organisation_id,
        "language": ticket.language,
        "channel": ticket.channel,
    }


@pytest.mark.parametrize(
    "name", ["waits", "line", "owner", "priority", "kind", "category", "service", "organisation", "language", "channel"]
)
def test_two_values_of_a_filter_find_what_has_either(desk, three, name):
    found = desk.get(SUPPORT, {name: [values_of(three[1])[name], values_of(three[2])[name]], "sort": "oldest"})

    assert rows(found) == [three[1].pk, three[2].pk]
    assert found.context["listing"].ignored == []


STANDINGS = {
    "new": [Status.NEW],
    "new open": [Status.NEW, Status.OPEN],
    "open stalled": [Status.OPEN, Status.STALLED],
    "resolved rejected": [Status.RESOLVED, Status.REJECTED],
    "stalled closed": [Status.STALLED, Status.CLOSED],
    "unfinished rejected": [Status.NEW, Status.OPEN, Status.STALLED, Status.REJECTED],
    "unfinished finished": list(Status),
}


@pytest.mark.parametrize("path", [SUPPORT, "/desk/tickets/", "/desk/mine/"])
@pytest.mark.parametrize("said", STANDINGS)
def test_several_statuses_stand_in_one_list_the_last_touched_first(desk, agent, support, path, said):
    made = {status: stand(factories.ticket(None, support), status, owner=agent) for status in Status}
    for number, ticket in enumerate(made.values()):
        Ticket.objects.filter(pk=ticket.pk).update(touched_at=NOON + timedelta(minutes=number))

    found = desk.get(path, {"status": said.split()})

    assert rows(found) == [made[status].pk for status in reversed(Status) if status in STANDINGS[said]]


def test_pages_go_through_finished_and_unfinished_ones_in_one_order(desk, support, monkeypatch):
    monkeypatch.setattr(listing, "REACH", 4)
    made = []
    for number in range(10):
        row = stand(factories.ticket(None, support), (Status.NEW, Status.CLOSED)[number % 2], priority=Priority.HIGH)
        Ticket.objects.filter(pk=row.pk).update(touched_at=NOON - timedelta(minutes=number))
        made.append(row.pk)

    asked, seen, at = {"status": ["new", "closed"], "priority": "3"}, [], ""
    for _ in range(4):
        page = desk.get(SUPPORT, {**asked, **({"at": at} if at else {})}).context["listing"].page
        seen += [row.pk for row in page.rows]
        at = page.after
        if not at:
            break

    assert seen == made


def test_each_value_has_a_chip_that_takes_it_alone_away(desk, three):
    chips = desk.get(f"{SUPPORT}?priority=3&priority=4&language=fr").context["listing"].chips

    assert [(chip.label, chip.value, chip.url) for chip in chips] == [
        ("Priority", "High", f"{SUPPORT}?priority=4&language=fr"),
        ("Priority", "Critical", f"{SUPPORT}?priority=3&language=fr"),
        ("Language", "French", f"{SUPPORT}?priority=3&priority=4"),
    ]


def test_a_tab_is_the_current_one_for_its_value_alone(desk, support):
    found = desk.get(f"{SUPPORT}?status=new&status=open").context["listing"]

    assert [tab.label for tab in found.tabs if tab.is_current] == ["All open"]
    assert [chip.value for chip in found.chips] == ["New", "Open"]


def test_an_unknown_value_is_left_out_and_the_others_stay(desk, three):
    found = desk.get(f"{SUPPORT}?priority=3&priority=9&category={three[1].category_id}&category=99999")

    assert rows(found) == [three[1].pk]
    assert (found.context["listing"].ignored, found.context["listing"].curtailed) == ([], ["Priority", "Category"])
    assert "Something was left out of the filter “Priority”" in found.content.decode()


def test_more_values_than_anybody_chooses_are_cut_with_a_word(desk, three):
    found = desk.get(SUPPORT, {"category": [three[0].category_id, *range(10_000, 10_060)]})

    assert rows(found) == [three[0].pk]
    assert found.context["listing"].curtailed == ["Category"]


def test_an_empty_list_names_each_filter_and_offers_to_drop_it(desk, three):
    page = desk.get(f"{SUPPORT}?priority=1&priority=2&language=fr").content.decode()

    assert "Nothing fits these filters" in page
    assert "Without Language: <bdi>French</bdi>" in page
    assert f'href="{SUPPORT}?priority=2&amp;language=fr">Without Priority: <bdi>Low</bdi>' in page


def test_the_form_offers_languages_that_somebody_waits_in_beside_those_of_the_pages(desk, three):
    page = desk.get("/desk/filters/?list=support&language=fr&language=ar").content.decode()

    offered = {name: f"<bdi>{name}</bdi>" in page for name in ("Catalan", "English", "French", "Simplified Chinese", "Arabic", "German")}
    assert offered == {"Catalan": True, "English": True, "French": True, "Simplified Chinese": True, "Arabic": True, "German": False}


def test_what_is_chosen_is_offered_even_when_it_is_no_longer_in_use(desk, support):
    gone = Category.objects.create(queue=support, slug="old", names={"en": "Old things"}, is_active=False)

    page = desk.get(f"/desk/filters/?list=support&category={gone.pk}").content.decode()

    assert f'name="category" value="{gone.pk}" id="filter_category_0" checked' in page


def test_a_view_keeps_all_values_and_the_managing_page_says_them(desk, three, support):
    asked = f"owner=me&owner={three[1].owner_id}&category={three[0].category_id}&category={three[1].category_id}&language=zh-hans"

    response = desk.post("/desk/views/new/", {"name": "Both", "list": "support", "query": asked})

    assert SavedView.objects.get().query == asked
    found = desk.get(response["Location"])
    assert [view.is_current for view in found.context["listing"].views] == [True]
    words = "Owner: Me or Laia Font, Category: Category 0 or Category 1, Language: Simplified Chinese"
    assert words in desk.get("/desk/views/").content.decode()


def test_the_order_of_values_makes_no_other_view(desk, support):
    desk.post("/desk/views/new/", {"name": "Urgent", "list": "support", "query": "priority=3&priority=4"})

    found = desk.get(f"{SUPPORT}?priority=4&priority=3").context["listing"]

    assert [view.is_current for view in found.views] == [True]


def test_more_filters_than_a_view_can_keep_are_refused_and_nothing_is_lost(desk, support):
    made = Category.objects.bulk_create([Category(queue=support, slug=f"c{n}", names={"en": str(n)}) for n in range(20)])
    people = [factories.person(f"p{n}@example.net", f"Person {n}") for n in range(20)]
    for person in people:
        person.memberships.create(queue=support, tier=1)
    Organisation.objects.bulk_create([Organisation(pk=10**15 + n, name=f"Council {n}") for n in range(20)])
    query = "&".join(
        [f"category={row.pk}" for row in made]
        + [f"owner={row.pk}" for row in people]
        + [f"organisation={10**15 + n}" for n in range(20)]
        + [f"service={Service.objects.create(pk=10**15 + n, slug=f's{n}', names={'en': 'S'}).pk}" for n in range(20)]
    )

    response = desk.post("/desk/views/new/", {"name": "All of it", "list": "support", "query": query})

    assert (response.status_code, SavedView.objects.count()) == (422, 0)
    assert "so many filters that they cannot be kept" in response.content.decode()


def test_the_usual_order_makes_no_other_view(desk, support):
    desk.post("/desk/views/new/", {"name": "Urgent", "list": "support", "query": "priority=3&sort=updated"})

    found = desk.get(f"{SUPPORT}?priority=3&sort=updated").context["listing"]

    assert (SavedView.objects.get().query, [view.is_current for view in found.views], found.can_be_saved) == ("priority=3", [True], False)
