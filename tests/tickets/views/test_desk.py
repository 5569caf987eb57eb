"""The desk: where agents read."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import stand
from tickets.actions import lifecycle
from tickets.enums import StallReason, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def test_the_first_page_shows_who_waits_longest_and_what_is_mine(desk, agent, support, treasury, requester):
    late, early = factories.ticket(requester, support, at=LATER), factories.ticket(requester, support, at=EARLIER)
    mine = stand(factories.ticket(requester, support), Status.OPEN, owner=agent)
    factories.ticket(requester, treasury)

    response = desk.get("/desk/")

    assert (response.context["home"].waiting, response.context["home"].mine) == ([early, late], [mine])


def test_a_ticket_page_tells_the_whole_story_to_agents(desk, ticket, agent, requester):
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    told = ("The light is red.", "Opened: web form", "Marta Soler", "marta@example.net", "not confirmed", "Line 1", "Normal")
    assert [words for words in told if words not in page] == []


def test_words_of_a_ticket_stay_words(desk, support, requester):
    ticket = factories.ticket(requester, support, title="<script>x</script>", body="<img src=x onerror=y>")

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode() + desk.get("/desk/queues/support/").content.decode()

    assert ("<script>x" in page, "<img src=x" in page, "&lt;script&gt;x" in page) == (False, False, True)


def test_the_ticket_page_says_what_will_happen_by_itself(desk, ticket, agent):
    stand(ticket, Status.OPEN)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)

    facts = {fact.name: fact.value for fact in desk.get(f"/desk/tickets/{ticket.pk}/").context["facts"]}

    assert {name: facts[name] for name in ("Stalled since", "Next reminder", "Closes by itself")} == {
        "Stalled since": "10 Mar 2026, 13:00",
        "Next reminder": "13 Mar 2026, 13:00",
        "Closes by itself": "24 Mar 2026, 13:00",
    }
