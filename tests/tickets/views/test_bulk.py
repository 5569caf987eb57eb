"""Many tickets at once, from the list and back."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category, Queue
from tests import factories
from tests.tickets.moments import LATER
from tickets.actions import lifecycle
from tickets.models import BulkAct, Ticket

pytestmark = pytest.mark.django_db

SUPPORT = "/desk/queues/support/"
LIST = f"{SUPPORT}?status=new"
ROW = re.compile(r'name="row" value="([\d.]+)"')


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def tickets(support: Queue, requester: User) -> list[Ticket]:
    return [factories.ticket(requester, support, title=f"No connection {number}") for number in range(3)]


def choose(desk: Client, act: str, **values: Any) -> Any:
    """Choose every row of the list, and a verb."""
    page = desk.get(LIST).content.decode()
    form = {"submission": str(uuid.uuid4()), "back": LIST, "verb": act, "row": ROW.findall(page), **values}
    return desk.post("/desk/bulk/", form)


def test_a_list_offers_each_row_with_the_state_it_was_seen_in(desk, tickets):
    rows = ROW.findall(desk.get(LIST).content.decode())

    assert rows == [f"{ticket.pk}.{ticket.events.get().pk}" for ticket in reversed(tickets)]


def test_taking_goes_back_to_the_list_and_says_what_was_done(desk, agent, tickets):
    response = choose(desk, "take")

    act = BulkAct.objects.get()
    assert response.headers["Location"] == f"{LIST}&done={act.pk}"
    page = desk.get(response.headers["Location"]).content.decode()
    assert ("Done with 3 tickets." in page, f'action="/desk/bulk/{act.pk}/undo/"' in page) == (True, True)
    assert set(Ticket.objects.values_list("owner", flat=True)) == {agent.pk}


def test_the_word_about_it_stays_with_its_address_alone(desk, tickets, lead, sign_in):
    told = choose(desk, "take").headers["Location"]

    pages = [desk.get(LIST).content.decode(), sign_in(lead).get(told).content.decode()]

    assert [("Done with" in page) for page in pages] == [False, False]


def test_undo_goes_back_and_says_so(desk, tickets):
    choose(desk, "take")
    act = BulkAct.objects.get()

    response = desk.post(f"/desk/bulk/{act.pk}/undo/", {"back": LIST})

    assert "3 tickets are as they were before." in desk.get(response.headers["Location"]).content.decode()
    assert set(Ticket.objects.values_list("owner", flat=True)) == {None}


def test_undo_too_late_says_so(desk, tickets, clock):
    choose(desk, "take")
    clock.move_to(LATER)

    response = desk.post(f"/desk/bulk/{BulkAct.objects.get().pk}/undo/", {"back": LIST}, follow=True)

    assert "It is too late to take this back" in response.content.decode()
    assert f'<a class="button" href="{LIST}">Back to the list</a>' in response.content.decode()
    assert "Undo" not in response.content.decode()


@pytest.mark.parametrize("verb", ["assign", "priority", "category", "transfer", "stall"])
def test_a_verb_that_asks_shows_its_form_with_the_chosen_tickets(desk, tickets, verb):
    response = choose(desk, "further", further=verb)

    page = response.content.decode()
    assert (response.status_code, "3 tickets" in page, page.count("No connection"), len(ROW.findall(page))) == (200, True, 3, 3)
    assert BulkAct.objects.count() == 0


def test_a_form_with_an_error_keeps_what_was_typed(desk, tickets, treasury):
    response = choose(desk, "transfer", go="1", note="They paid twice.")

    assert (response.status_code, "They paid twice." in response.content.decode()) == (422, True)


def test_what_was_asked_is_done(desk, tickets, support):
    category = Category.objects.create(queue=support, slug="router", names={"en": "Router"})

    choose(desk, "category", go="1", category=category.pk)

    assert set(Ticket.objects.values_list("category", flat=True)) == {category.pk}


def test_a_row_that_changed_is_named_on_the_page_of_what_became_of_each(desk, tickets, lead):
    page = desk.get(LIST).content.decode()
    lifecycle.take(tickets[1], by=lead)

    response = desk.post(
        "/desk/bulk/", {"submission": str(uuid.uuid4()), "back": LIST, "verb": "take", "row": ROW.findall(page)}, follow=True
    )

    said = response.content.decode()
    act = BulkAct.objects.get()
    assert "Done with 2 of 3 tickets." in said
    assert f'<bdi dir="ltr">suport#{tickets[1].pk}</bdi>: Changed meanwhile, so left alone' in said
    outcome = f"/desk/bulk/{act.pk}/?back=%2Fdesk%2Fqueues%2Fsupport%2F%3Fstatus%3Dnew"
    assert f'href="{outcome}"' in said
    each = desk.get(outcome).content.decode()
    assert f'<a class="button" href="{LIST}">Back to the list</a>' in each
    assert each.index("No connection 1") < each.index("No connection 0")
    assert "Changed meanwhile, so left alone" in each


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"row": []}, "Please choose at least one ticket."),
        ({"row": ["x", "1", "1.", "\x00.\x00", "9" * 10_000]}, "Please choose at least one ticket."),
        ({"row": [f"{number}.1" for number in range(1, 102)]}, "Please choose at most 100 tickets at once."),
        ({"verb": "burn"}, "Select a valid choice"),
        ({"submission": "x"}, "Enter a valid UUID."),
    ],
)
def test_what_cannot_be_done_is_said_on_the_list(desk, tickets, form, words):
    response = choose(desk, "take", **form)

    assert words in desk.get(response.headers["Location"]).content.decode()
    assert BulkAct.objects.count() == 0


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/desk/\x00", "/desk/" + "x" * 10_000, "/accounts/logout/"])
def test_the_way_back_leads_to_a_list_of_ours(desk, tickets, back):
    assert choose(desk, "take", back=back).headers["Location"].startswith("/desk/tickets/?done=")


def test_a_row_of_a_foreign_queue_is_not_touched(desk, agent, treasury, requester):
    foreign = factories.ticket(requester, treasury)

    choose(desk, "take", row=[f"{foreign.pk}.{foreign.events.get().pk}"])

    assert Ticket.objects.get().owner is None
    assert "Not on your desk any more" in desk.get(f"/desk/tickets/?done={BulkAct.objects.get().pk}").content.decode()


def test_a_colleague_s_act_is_not_there(desk, tickets, lead, sign_in):
    choose(desk, "take")
    act = BulkAct.objects.get()
    other = sign_in(lead)

    assert (other.get(f"/desk/bulk/{act.pk}/").status_code, other.post(f"/desk/bulk/{act.pk}/undo/").status_code) == (404, 404)


@pytest.mark.parametrize("done", ["x", "0", "9" * 30, "%00"])
def test_an_edited_number_of_an_act_does_no_harm(desk, tickets, done):
    assert desk.get(f"{LIST}&done={done}").status_code == 200


def test_the_way_back_leads_to_the_very_page_and_row(desk, support, requester):
    made = [factories.ticket(requester, support) for _ in range(27)]
    older = desk.get(SUPPORT, {"at": desk.get(SUPPORT).context["listing"].page.after})
    row, back = ROW.findall(older.content.decode())[1], older.context["listing"].here

    response = desk.post("/desk/bulk/", {"submission": str(uuid.uuid4()), "back": back, "verb": "take", "row": [row]}, follow=True)

    page = response.content.decode()
    assert [ticket.pk for ticket in response.context["listing"].page.rows] == [made[1].pk, made[0].pk]
    assert page.count("autofocus") == 1
    assert f'id="row-{made[0].pk}" autofocus' in page


def test_where_no_row_is_left_the_word_about_it_has_the_focus(desk, tickets):
    unowned = f"{SUPPORT}?owner=nobody"

    page = desk.get(choose(desk, "take", back=unowned).headers["Location"]).content.decode()

    assert 'role="status" tabindex="-1" autofocus' in page


def test_reasons_are_gathered_and_the_first_tickets_named(desk, support, requester):
    made = [factories.ticket(requester, support) for _ in range(10)]
    page = desk.get(LIST).content.decode()

    response = desk.post(
        "/desk/bulk/",
        {"submission": str(uuid.uuid4()), "back": LIST, "verb": "further", "further": "close", "row": ROW.findall(page)},
        follow=True,
    )

    trouble = response.context["told"].troubles
    assert [(len(one.references), one.more) for one in trouble] == [(8, 2)]
    assert trouble[0].references[0] == f"suport#{made[0].pk}"
    assert "Done with 0 of 10 tickets." in response.content.decode()
    assert "This cannot be taken back" in response.content.decode()


def test_what_undo_leaves_behind_is_said_before(desk, tickets):
    said = desk.get(choose(desk, "further", further="spam").headers["Location"]).content.decode()

    assert "new ones as new. Appointments and promises that ended with it stay ended." in said


ALL = {"list": "support", "query": "priority=2&priority=3", "all": "1", "row": []}


@pytest.fixture
def many(support: Queue) -> list[Ticket]:
    """Thirty tickets that the filters fit, and one that they do not."""
    made = [factories.ticket(None, support, title=f"Box {number}") for number in range(31)]
    Ticket.objects.filter(pk=made[30].pk).update(priority=4)
    return made[:30]


def test_a_list_of_several_pages_offers_all_that_fit(desk, many):
    asked = f"{SUPPORT}?priority=2&priority=3"

    assert "All 30 that fit, on other pages too" in desk.get(asked).content.decode()
    assert "that fit, on other pages too" not in desk.get(f"{SUPPORT}?priority=4").content.decode()


@pytest.mark.parametrize("verb", ["take", "priority"])
def test_all_that_fit_are_shown_before_anything_is_done(desk, agent, many, verb):
    response = choose(desk, verb, **ALL)

    page = response.content.decode()
    assert (response.status_code, "30 tickets" in page, len(ROW.findall(page)), BulkAct.objects.count()) == (200, True, 30, 0)
    choose(desk, verb, row=ROW.findall(page), go="1", priority="4", reason="All stand still.")
    assert len(BulkAct.objects.get().outcomes) == 30


def test_more_than_can_be_done_at_once_are_cut_with_a_word(desk, many, monkeypatch):
    for module in ("tickets.actions.bulk", "tickets.pages.listing"):
        monkeypatch.setattr(f"{module}.MOST", 28)

    assert "The first 28 that fit; there are more" in desk.get(f"{SUPPORT}?priority=2&priority=3").content.decode()
    page = choose(desk, "take", **ALL).content.decode()

    assert "These are the first 28 that fit, and the most that can be done at once." in page
    assert len(ROW.findall(page)) == 28


def test_all_of_finished_ones_are_those_the_list_looks_through(desk, many):
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in many]).update(status="resolved", resolved_at=LATER)

    assert "All 30 that fit" in desk.get(f"{SUPPORT}?status=finished").content.decode()
    page = choose(desk, "further", further="close", **{**ALL, "query": "status=finished"}).content.decode()
    assert len(ROW.findall(page)) == 30


@pytest.mark.parametrize(("place", "status"), [("treasury", 404), ("nowhere", 404), ("~passed-on", 302)])
def test_all_of_a_list_that_is_not_one_s_own_is_nothing(desk, many, treasury, place, status):
    assert choose(desk, "take", **{**ALL, "list": place}).status_code == status
    assert BulkAct.objects.count() == 0
