"""The page on which tickets are linked."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tickets.actions import linking
from tickets.enums import Relation
from tickets.models import Ticket, TicketLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def other(support, requester) -> Ticket:
    return factories.ticket(requester, support, title="The cabinet is wet")


def test_a_link_is_made_shown_and_removed(desk, ticket, other):
    response = desk.post(f"/desk/tickets/{ticket.pk}/link/", {"relation": "blocked_by", "target": f"suport #{other.pk}"})

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert ("Has to wait for" in page, "The cabinet is wet" in page, f"It waits for {other.reference}." in page) == (True,) * 3

    desk.post(f"/desk/tickets/{ticket.pk}/link/{other.pk}/remove/")
    assert TicketLink.objects.count() == 0


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"relation": "friend", "target": "1"},
        {"relation": "related", "target": "999999"},
        {"relation": "related", "target": "itself"},
        {"relation": "related", "target": "foreign"},
        {"relation": "related", "target": "x" * 10_000},
        {"relation": "related", "target": "\0"},
    ],
)
def test_what_cannot_be_linked_is_asked_again(desk, ticket, treasury, requester, form):
    numbers = {"itself": ticket.pk, "foreign": factories.ticket(requester, treasury).pk}
    sent = {name: numbers.get(value, value) for name, value in form.items()}

    response = desk.post(f"/desk/tickets/{ticket.pk}/link/", sent)

    assert (response.status_code, TicketLink.objects.count()) == (422, 0)


def test_a_link_to_a_foreign_queue_is_not_removed(desk, ticket, treasury, requester, lead):
    foreign = factories.ticket(requester, treasury)
    linking.link(ticket, foreign, relation=Relation.RELATED, by=lead)

    assert desk.post(f"/desk/tickets/{ticket.pk}/link/{foreign.pk}/remove/").status_code == 404
    assert TicketLink.objects.count() == 1
