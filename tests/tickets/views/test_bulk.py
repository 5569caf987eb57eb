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

LIST = "/desk/queues/support/?status=new"
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
    assert ("Done with 2 tickets." in said, "1 changed meanwhile and was left alone." in said) == (True, True)
    assert f'href="/desk/bulk/{act.pk}/"' in said
    each = desk.get(f"/desk/bulk/{act.pk}/").content.decode()
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
    assert "1 is not on your desk any more." in desk.get(f"/desk/tickets/?done={BulkAct.objects.get().pk}").content.decode()


def test_a_colleague_s_act_is_not_there(desk, tickets, lead, sign_in):
    choose(desk, "take")
    act = BulkAct.objects.get()
    other = sign_in(lead)

    assert (other.get(f"/desk/bulk/{act.pk}/").status_code, other.post(f"/desk/bulk/{act.pk}/undo/").status_code) == (404, 404)


@pytest.mark.parametrize("done", ["x", "0", "9" * 30, "%00"])
def test_an_edited_number_of_an_act_does_no_harm(desk, tickets, done):
    assert desk.get(f"{LIST}&done={done}").status_code == 200
