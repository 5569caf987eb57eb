"""Saved views on the desk: saving from a list, finding them there, managing them, and who sees which."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category, Membership
from tests import factories
from tests.tickets.standing import stand
from tickets.actions import saved_views
from tickets.enums import Priority, Status
from tickets.models import SavedView, StartView

pytestmark = pytest.mark.django_db

SUPPORT = "/desk/queues/support/"


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def shared(lead: User, support) -> SavedView:
    return saved_views.share(saved_views.keep(name="Red alert", queue=support, query="priority=4", by=lead), by=lead)


def labels(response: Any) -> list[tuple[str, bool]]:
    return [(view.label, view.is_current) for view in response.context["listing"].views]


def test_a_list_with_filters_is_saved_and_stands_above_the_list(desk, agent, support):
    page = desk.get(f"{SUPPORT}?priority=4&sort=oldest")
    assert "Save this view" in page.content.decode()

    response = desk.post("/desk/views/new/", {"name": " Old and\nurgent ", "list": "support", "query": page.context["listing"].query})

    view = SavedView.objects.get()
    assert (view.owner, view.queue, view.name, view.query) == (agent, support, "Old and urgent", "priority=4&sort=oldest")
    assert response["Location"] == f"{SUPPORT}?priority=4&sort=oldest"
    page = desk.get(response["Location"])
    assert labels(page) == [("Old and urgent", True)]
    assert [tab.label for tab in page.context["listing"].tabs if tab.is_current] == []
    assert "Save this view" not in page.content.decode()
    assert labels(desk.get(SUPPORT)) == [("Old and urgent", False)]


def test_what_cannot_be_read_and_what_goes_without_saying_is_not_saved(desk, agent, support):
    category = Category.objects.create(queue=support, slug="c", names={"en": "Line down"})
    query = f"status=unfinished&queue={support.pk}&priority=9&organisation=99&category={category.pk}&done=3&evil=1&sort=updated"

    desk.post("/desk/views/new/", {"name": "Line down", "list": "support", "query": query})

    assert SavedView.objects.get().query == f"category={category.pk}"


def test_my_list_is_saved_as_a_view_of_all_queues_and_stands_in_the_rail(desk, support):
    desk.post("/desk/views/new/", {"name": "My urgent ones", "list": "mine", "query": "priority=4"})

    view = SavedView.objects.get()
    assert (view.queue, view.query) == (None, "owner=me&priority=4")
    rail = desk.get("/desk/tickets/?owner=me&priority=4").context["rail"].mine
    assert [(item.label, item.url, item.is_current) for item in rail][1:3] == [
        ("All my queues", "/desk/tickets/", False),
        ("My urgent ones", "/desk/tickets/?owner=me&priority=4", True),
    ]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "طوارئ", "紧急工单", "a" * 60, 'O\'Brien & "co" %s {x}', "Ünï © 🙂", "\u202eevil"]
)
def test_odd_names_are_kept_and_shown_harmlessly(desk, support, name):
    desk.post("/desk/views/new/", {"name": name, "list": "support", "query": "priority=4"})

    kept = SavedView.objects.get().name
    assert kept == name.removeprefix("\u202e")
    page = desk.get(SUPPORT)
    assert labels(page) == [(kept, False)]
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "a" * 61, "nul\0"])
def test_a_bad_name_is_said_and_nothing_is_lost(desk, support, name):
    response = desk.post("/desk/views/new/", {"name": name, "list": "support", "query": "priority=4"})

    assert response.status_code == 422
    assert 'name="query" value="priority=4"' in response.content.decode()
    assert SavedView.objects.count() == 0


def test_a_name_that_is_taken_offers_to_replace(desk, agent, support):
    saved_views.keep(name="Urgent", queue=support, query="priority=4", by=agent)
    form = {"name": "Urgent", "list": "support", "query": "priority=3"}

    refused = desk.post("/desk/views/new/", form)

    assert refused.status_code == 422
    assert "You have a view of this name already." in refused.content.decode()
    assert 'type="checkbox" name="replaces"' in refused.content.decode()
    desk.post("/desk/views/new/", {**form, "replaces": "on"})
    assert SavedView.objects.get().query == "priority=3"


def test_a_view_of_nothing_is_refused(desk, support):
    response = desk.post("/desk/views/new/", {"name": "All", "list": "support", "query": ""})

    assert response.status_code == 422
    assert "choose a filter or an order first" in response.content.decode()


@pytest.mark.parametrize("place", ["treasury", "nowhere"])
def test_a_list_that_is_not_one_s_own_cannot_be_saved(desk, support, treasury, place):
    assert desk.post("/desk/views/new/", {"name": "x", "list": place, "query": "priority=4"}).status_code == 404


def test_shared_views_stand_behind_own_ones_for_everybody_in_the_queue(desk, agent, support, shared):
    saved_views.keep(name="Mine", queue=support, query="owner=me", by=agent)

    assert labels(desk.get(SUPPORT)) == [("Mine", False), ("Red alert", False)]


def test_views_of_others_are_never_seen_unless_shared(desk, lead, support, treasury, treasurer):
    saved_views.keep(name="SECRET one", queue=support, query="priority=4", by=lead)
    saved_views.keep(name="SECRET two", queue=None, query="priority=4", by=lead)
    saved_views.share(saved_views.keep(name="SECRET three", queue=treasury, query="priority=4", by=treasurer), by=treasurer)

    for path in (SUPPORT, "/desk/tickets/", "/desk/views/", "/desk/"):
        assert "SECRET" not in desk.get(path).content.decode()
    for view in SavedView.objects.all():
        assert desk.post(f"/desk/views/{view.pk}/begin/").status_code == 404
        assert desk.post(f"/desk/views/{view.pk}/delete/").status_code == 404


def test_who_leaves_the_queue_sees_its_views_no_more(desk, agent, support, treasury, shared):
    own = saved_views.keep(name="Own one", queue=support, query="owner=me", by=agent)
    saved_views.begin_with(shared, by=agent)
    Membership.objects.filter(user=agent).update(queue=treasury)

    page = desk.get("/desk/views/").content.decode()

    assert ("Own one" in page, "Red alert" in page) == (False, False)
    assert desk.get("/desk/queues/treasury/").status_code == 200
    assert desk.post(f"/desk/views/{own.pk}/delete/").status_code == 404


@pytest.mark.parametrize("verb", ["rename", "move", "delete", "share", "unshare"])
def test_a_shared_view_is_not_for_everybody_to_change(desk, shared, verb):
    assert desk.post(f"/desk/views/{shared.pk}/{verb}/", {"name": "x"}).status_code == 403

    shared.refresh_from_db()
    assert (shared.name, shared.is_shared) == ("Red alert", True)


def test_an_agent_s_own_view_is_shared_by_leads_alone(sign_in, agent, lead, support):
    own = saved_views.keep(name="Mine", queue=support, query="owner=me", by=agent)
    leads = saved_views.keep(name="Urgent", queue=support, query="priority=4", by=lead)

    assert sign_in(agent).post(f"/desk/views/{own.pk}/share/").status_code == 403
    assert sign_in(lead).post(f"/desk/views/{leads.pk}/share/").status_code == 302

    assert list(SavedView.objects.filter(is_shared=True)) == [leads]


def test_an_administrator_who_works_in_the_queue_may_share(sign_in, agent, support):
    User.objects.filter(pk=agent.pk).update(is_superuser=True)
    view = saved_views.keep(name="Mine", queue=support, query="owner=me", by=agent)

    assert sign_in(agent).post(f"/desk/views/{view.pk}/share/").status_code == 302


def test_a_lead_ends_what_another_lead_shared(sign_in, agent, support, shared):
    Membership.objects.filter(user=agent).update(is_lead=True)

    assert sign_in(agent).post(f"/desk/views/{shared.pk}/unshare/").status_code == 302

    shared.refresh_from_db()
    assert shared.is_shared is False


def test_views_are_renamed_moved_and_deleted(desk, agent, support):
    first, second = (saved_views.keep(name=name, queue=support, query="priority=4", by=agent) for name in ("One", "Two"))

    desk.post(f"/desk/views/{first.pk}/rename/", {"name": "First"})
    desk.post(f"/desk/views/{second.pk}/move/", {"way": "up"})
    assert [label for label, _ in labels(desk.get(SUPPORT))] == ["Two", "First"]

    desk.post(f"/desk/views/{second.pk}/delete/")
    assert [view.name for view in SavedView.objects.all()] == ["First"]
    assert desk.post(f"/desk/views/{second.pk}/delete/").status_code == 404


def test_a_refused_name_keeps_what_was_typed(desk, agent, support):
    first, _second = (saved_views.keep(name=name, queue=support, query="priority=4", by=agent) for name in ("One", "Two"))

    response = desk.post(f"/desk/views/{first.pk}/rename/", {"name": "Two"})

    assert response.status_code == 422
    assert (
        f'id="view_{first.pk}_name" name="name" dir="auto" required maxlength="60" autocomplete="off" value="Two"'
        in response.content.decode()
    )


def test_a_list_begins_with_the_chosen_view_and_all_open_leads_out(desk, agent, support, requester, shared):
    urgent, plain = factories.ticket(requester, support), factories.ticket(requester, support)
    stand(urgent, Status.OPEN, priority=Priority.CRITICAL)

    desk.post(f"/desk/views/{shared.pk}/begin/")

    assert desk.get(SUPPORT)["Location"] == f"{SUPPORT}?priority=4"
    page = desk.get(SUPPORT, follow=True)
    assert [row.pk for row in page.context["listing"].page.rows] == [urgent.pk]
    out = page.context["listing"].tabs[0]
    assert (out.label, out.url) == ("All open", f"{SUPPORT}?status=unfinished")
    page = desk.get(out.url)
    assert {row.pk for row in page.context["listing"].page.rows} == {urgent.pk, plain.pk}
    assert [tab.label for tab in page.context["listing"].tabs if tab.is_current] == ["All open"]
    assert page.context["listing"].chips == []

    desk.post(f"/desk/views/{shared.pk}/begin-with-all/")
    assert desk.get(SUPPORT).status_code == 200
    assert StartView.objects.count() == 0


def test_taking_the_last_filter_away_does_not_lead_back_into_the_view(desk, support, shared, agent):
    saved_views.begin_with(shared, by=agent)

    page = desk.get(SUPPORT, follow=True)

    assert [(chip.value, chip.url) for chip in page.context["listing"].chips] == [("Critical", f"{SUPPORT}?status=unfinished")]


def test_a_view_whose_category_has_gone_says_so_and_shows_the_rest(desk, agent, support, requester):
    category = Category.objects.create(queue=support, slug="c", names={"en": "Line down"})
    view = saved_views.keep(name="Down", queue=support, query=f"category={category.pk}", by=agent)
    category.delete()
    ticket = factories.ticket(requester, support)

    page = desk.get(view.get_absolute_url())

    assert [row.pk for row in page.context["listing"].page.rows] == [ticket.pk]
    assert "The filter “Category” was left out" in page.content.decode()
    assert labels(page) == [("Down", True)]


@pytest.mark.parametrize("count", [1, 3])
def test_views_cost_a_list_no_query(desk, agent, lead, support, django_assert_num_queries, count):
    for number in range(count):
        saved_views.keep(name=f"Own {number}", queue=support, query=f"priority={number}", by=agent)
        saved_views.keep(name=f"All {number}", queue=None, query=f"priority={number}", by=agent)
        saved_views.share(saved_views.keep(name=f"Shared {number}", queue=support, query="priority=4", by=lead), by=lead)
    desk.get(SUPPORT)

    with django_assert_num_queries(5):
        page = desk.get(SUPPORT)
    assert len(labels(page)) == 2 * count

    with django_assert_num_queries(5):
        page = desk.get("/desk/views/")
    assert page.content.decode().count("Rename or delete") == 2 * count
