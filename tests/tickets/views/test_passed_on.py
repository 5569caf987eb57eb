"""The list of what one's queues passed on and go on reading, and its count."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category, Queue
from tests import factories
from tests.tickets.standing import stand
from tickets.actions import routing
from tickets.enums import Priority, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

LIST = "/desk/passed-on/"


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def passed_on(support: Queue, treasury: Queue, treasurer: User, agent: User) -> list[Ticket]:
    """Three tickets that support passed on to the treasury: one before it went on reading, two since."""
    made = [factories.ticket(None, support, title=f"Fee {number}") for number in range(3)]
    routing.transfer(made[0], to=treasury, note="Fee.", by=agent)
    Queue.objects.filter(pk=support.pk).update(keeps_reading=True)
    for ticket in made[1:]:
        ticket.refresh_from_db()
        routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    return made


def rows(response: Any) -> set[int]:
    return {row.pk for row in response.context["listing"].page.rows}


def shown(response: Any) -> list[tuple[str, str]]:
    return [(item.label, item.count) for item in response.context["rail"].mine if item.url == LIST]


def test_what_was_passed_on_and_is_still_read_stands_in_a_list_with_its_count(desk, passed_on):
    page = desk.get(LIST)

    assert rows(page) == {ticket.pk for ticket in passed_on[1:]}
    assert shown(page) == [("Passed on", "2")]
    assert "Treasury" in page.content.decode()
    assert rows(desk.get("/desk/tickets/")) == set()


def test_a_ticket_that_came_back_or_is_solved_is_not_in_it(desk, passed_on, treasurer):
    stand(passed_on[1], Status.RESOLVED)
    routing.send_back(passed_on[2], done="Paid.", by=treasurer)

    assert (rows(desk.get(LIST)), shown(desk.get(LIST))) == (set(), [("Passed on", "0")])
    assert "Nothing of yours lies elsewhere" in desk.get(LIST).content.decode()
    assert rows(desk.get(f"{LIST}?status=finished")) == {passed_on[1].pk}
    assert rows(desk.get(f"{LIST}?status=finished&status=open")) == {passed_on[1].pk}


def test_who_works_in_both_queues_finds_it_where_it_lies(desk, agent, treasury, passed_on):
    agent.memberships.create(queue=treasury, tier=1)

    assert (rows(desk.get(LIST)), shown(desk.get("/desk/"))) == (set(), [("Passed on", "0")])


def test_who_never_passed_anything_on_has_no_such_line(sign_in, treasurer, passed_on):
    client = sign_in(treasurer)

    assert (shown(client.get("/desk/")), rows(client.get(LIST))) == ([], set())


def test_it_is_filtered_like_a_list_but_nothing_can_be_done_with_many(desk, passed_on, treasury):
    stand(passed_on[2], Status.OPEN, priority=Priority.HIGH)
    Category.objects.create(queue=treasury, slug="fee", names={"en": "Secret fee"})

    page = desk.get(f"{LIST}?priority=3&priority=4")

    assert rows(page) == {passed_on[2].pk}
    assert ('name="row"' in page.content.decode(), "Save this view" in page.content.decode()) == (False, False)
    form = desk.get(page.context["listing"].filter_url).content.decode()
    assert (f'action="{LIST}"' in form, "Secret fee" in form, 'name="queue"' in form) == (True, False, False)


def test_news_of_it_are_told(desk, passed_on):
    url = desk.get(LIST).context["news"].url

    Ticket.objects.filter(pk=passed_on[1].pk).update(touched_at=datetime(2090, 1, 1, tzinfo=UTC))

    assert desk.get(url).context["news"].count == "1"


@pytest.mark.parametrize("count", [1, 3])
def test_it_stays_flat(desk, agent, support, treasury, treasurer, django_assert_num_queries, count):
    Queue.objects.filter(pk=support.pk).update(keeps_reading=True)
    for _ in range(count):
        routing.transfer(factories.ticket(None, support), to=treasury, note="Fee.", by=agent)
    desk.get(LIST)

    with django_assert_num_queries(5):
        page = desk.get(LIST)

    assert len(rows(page)) == count
