"""The page that sorts a ticket."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category
from tests.tickets.standing import last_event
from tickets.enums import Priority
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def path(ticket: Ticket) -> str:
    return f"/desk/tickets/{ticket.pk}/triage/"


def branches(support) -> tuple[Category, Category]:
    top = Category.objects.create(queue=support, slug="network", names={"en": "Network"}, position=2)
    Category.objects.create(queue=support, slug="mail", names={"en": "Mail"}, position=3)
    return top, Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"}, position=9, parent=top)


def test_categories_are_offered_as_a_tree(desk, ticket, support):
    branches(support)

    form = desk.get(path(ticket)).context["verb"].form

    assert [label for _pk, label in form.fields["category"].choices] == ["None yet", "Network", "\u2003Fibre", "Mail"]


def test_a_category_out_of_use_stays_with_its_ticket(desk, ticket, support):
    _top, fibre = branches(support)
    Ticket.objects.filter(pk=ticket.pk).update(category=fibre)
    Category.objects.filter(pk=fibre.pk).update(is_active=False)

    assert f'<option value="{fibre.pk}" selected>' in desk.get(path(ticket)).content.decode()
    assert desk.post(path(ticket), {"title": "No connection", "category": fibre.pk}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.category_id == fibre.pk


def test_the_page_shows_the_matrix_that_holds(desk, ticket):
    page = desk.get(path(ticket)).content.decode()

    assert page.count("data-people=") == 12
    assert '<td data-people="many" data-urgency="hindered">High</td>' in page


def test_the_answers_are_applied_on_saving_and_the_ticket_says_how_its_priority_came_about(desk, ticket):
    desk.post(path(ticket), {"title": "No connection", "kind": "incident", "people": "many", "urgency": "hindered", "priority": ""})

    ticket.refresh_from_db()
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert ticket.priority == Priority.HIGH
    assert "A whole office or more · Work is hindered" in page
    assert "Sorted: Incident; priority High (A whole office or more · Work is hindered)" in page


def test_another_priority_is_refused_beside_the_reason_and_what_was_typed_stays(desk, ticket):
    form = {"title": "Mayor's line", "people": "one", "urgency": "goes_on", "priority": "4", "reason": ""}

    response = desk.post(path(ticket), form)

    shown = response.context["verb"].form
    assert response.status_code == 422
    assert shown.errors == {"reason": ["Please say why the priority is not the one from the answers."]}
    assert [shown[name].value() for name in ("title", "people", "urgency", "priority")] == ["Mayor's line", "one", "goes_on", "4"]


def test_another_priority_with_a_reason_is_told_in_the_history(desk, ticket):
    desk.post(path(ticket), {"title": "x", "people": "one", "urgency": "goes_on", "priority": "4", "reason": "It is the mayor."})

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "Sorted: priority Critical instead of Low: It is the mayor." in page
    assert "One person · Work goes on as usual · set by hand" in page
    assert desk.get(path(ticket)).context["verb"].form["priority"].value() == Priority.CRITICAL


@pytest.mark.parametrize("title", ["x" * 10_000, "a\x00b", "   "])
def test_a_title_that_cannot_be_is_refused_and_nothing_changes(desk, ticket, title):
    response = desk.post(path(ticket), {"title": title, "people": "one", "urgency": "stops"})

    ticket.refresh_from_db()
    assert (response.status_code, ticket.title, ticket.people) == (422, "No connection", "")


def test_sorting_twice_enters_the_history_once(desk, ticket):
    for _ in range(2):
        assert desk.post(path(ticket), {"title": "No connection", "people": "all", "urgency": "stops"}).status_code == 302

    assert list(ticket.events.values_list("verb", flat=True)) == ["opened", "triaged"]
    assert last_event(ticket).payload["proposed"] == 4
