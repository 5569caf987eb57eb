"""What is new on a list since it was shown."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.tickets.moments import LATER, NOON
from tickets.actions import conversation

pytestmark = pytest.mark.django_db

LIST = "/desk/queues/support/?status=new"
ASK = re.compile(r'hx-get="(/desk/news/[^"]+)"')


def ask(page: Any) -> str:
    """Where a list, or the news of it, says that there is more."""
    return unescape(ASK.findall(page.content.decode())[0])


@pytest.fixture
def desk(agent, sign_in) -> Client:
    client: Client = sign_in(agent)
    return client


def test_news_are_counted_once_and_then_nothing_is_said(desk, support, clock):
    factories.ticket(None, support, at=NOON - timedelta(hours=1))
    address = ask(desk.get(LIST))
    known = ask(desk.get(address))
    assert desk.get(known).status_code == 204

    clock.move_to(LATER)
    for _ in range(2):
        factories.ticket(None, support)
    told = desk.get(known)

    assert "2 new or changed tickets: show" in told.content.decode()
    assert f'href="{LIST}"' in told.content.decode()
    assert '<bdi class="rail__new">3' in told.content.decode()
    assert desk.get(ask(told)).status_code == 204


def test_what_the_filters_leave_out_is_no_news(desk, support, agent, clock):
    ticket = factories.ticket(None, support, at=NOON)
    address = ask(desk.get(LIST))
    clock.move_to(LATER)

    conversation.note(ticket, conversation.Draft("I look at it."), by=agent)
    line_2 = address.replace("status=new", "line=2")

    assert [("show" in desk.get(one).content.decode()) for one in (address, line_2)] == [True, False]


@pytest.mark.parametrize("query", ["", "since=x", "since=2026-03-10", "since=9999-12-31T23:59:59-14:00", "since=%00", "list=support"])
def test_an_address_that_cannot_be_read_tells_nothing(desk, support, query):
    assert desk.get(f"/desk/news/?{query}").status_code == 204


def test_a_foreign_queue_has_no_news(desk, treasury):
    assert desk.get("/desk/news/?list=treasury&since=2026-03-10T12:00:00%2B00:00").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_costs_the_same_for_one_and_for_three(desk, support, django_assert_num_queries, rows, clock):
    address = ask(desk.get(LIST))
    clock.move_to(LATER)
    for _ in range(rows):
        factories.ticket(None, support)

    with django_assert_num_queries(5):
        desk.get(address)
