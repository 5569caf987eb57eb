"""The page on which tickets are linked."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tickets.actions import linking, merging
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


def test_links_of_a_merged_ticket_are_shown_and_removed_where_it_goes_on(desk, ticket, other, support, requester, agent):
    root = factories.ticket(requester, support)
    linking.link(ticket, other, relation=Relation.BLOCKED_BY, by=agent)
    linking.link(root, ticket, relation=Relation.RELATED, by=agent)
    merging.merge(ticket, into=root, by=agent)

    page = desk.get(f"/desk/tickets/{root.pk}/")
    assert [(one.ticket, one.relation) for one in page.context["links"]] == [(other, Relation.BLOCKED_BY)]
    assert f"It waits for {other.reference}." in page.content.decode()
    back = desk.get(f"/desk/tickets/{other.pk}/").context["links"]
    assert [(one.ticket, one.relation) for one in back] == [(root, Relation.BLOCKS)]

    response = desk.post(f"/desk/tickets/{other.pk}/link/{ticket.pk}/remove/")

    assert (response.headers["Location"], list(desk.get(f"/desk/tickets/{root.pk}/").context["links"])) == (
        f"/desk/tickets/{other.pk}/link/",
        [],
    )


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
