"""Verbs that the requester hears of are held up by words that nobody read."""

import re

import pytest
from django.test import Client

from tests.tickets.standing import stand
from tickets.actions import conversation
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

GIVEN = {
    "resolve": {"fix": "A new router.", "cause": "It broke.", "is_workaround": "cure"},
    "stall": {"why": "parked"},
    "reject": {"why": "not_ours"},
}


@pytest.fixture
def opened(ticket: Ticket, agent) -> Ticket:
    """An open ticket."""
    conversation.reply(ticket, Draft("We look at it."), by=agent)
    return ticket


@pytest.fixture
def desk(agent, sign_in) -> Client:
    """The agent's browser."""
    client: Client = sign_in(agent)
    return client


def seen(page: str) -> str:
    """What the form says its reader has seen."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("verb", GIVEN)
def test_what_arrived_meanwhile_is_shown_and_the_same_again_is_taken(opened, desk, requester, verb):
    path = f"/desk/tickets/{opened.pk}/{verb}/"
    known = seen(desk.get(path).content.decode())
    conversation.answer(opened, Answer("It burns now!", Channel.WEB), by=requester)

    held = desk.post(path, {**GIVEN[verb], "seen": known})
    page = held.content.decode()
    status = Ticket.objects.get().status
    done = desk.post(path, {**GIVEN[verb], "seen": seen(page)})

    assert (held.status_code, status, "It burns now!" in page) == (422, Status.OPEN, True)
    assert (done.status_code, Ticket.objects.get().status != Status.OPEN) == (302, True)


@pytest.mark.parametrize("verb", GIVEN)
def test_without_news_it_is_done_at_once(opened, desk, verb):
    path = f"/desk/tickets/{opened.pk}/{verb}/"

    assert desk.post(path, {**GIVEN[verb], "seen": seen(desk.get(path).content.decode())}).status_code == 302


@pytest.mark.parametrize("strange", ["x", "\x00", "-1", "9" * 10_000])
def test_a_strange_number_is_no_error_page(opened, desk, strange):
    assert desk.post(f"/desk/tickets/{opened.pk}/stall/", {"why": "parked", "seen": strange}).status_code == 422


def test_a_ticket_solved_meanwhile_is_said_as_before(opened, desk):
    stand(opened, Status.CLOSED)

    assert desk.post(f"/desk/tickets/{opened.pk}/stall/", {"why": "parked"}).status_code == 422
