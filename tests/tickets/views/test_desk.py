"""The desk: where agents read."""

from collections.abc import Callable
from datetime import timedelta

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


def pks(response) -> list[int]:
    return [row.pk for row in response.context["page"].rows]


def test_the_first_page_shows_who_waits_longest_and_what_is_mine(desk, agent, support, treasury, requester):
    late, early = factories.ticket(requester, support, at=LATER), factories.ticket(requester, support, at=EARLIER)
    mine = stand(factories.ticket(requester, support), Status.OPEN, owner=agent)
    factories.ticket(requester, treasury)

    response = desk.get("/desk/")

    assert (response.context["waiting"], response.context["mine"]) == ([early, late], [mine])


def test_my_list_holds_my_unfinished_tickets(desk, agent, lead, support, requester):
    rows = [factories.ticket(requester, support) for _ in range(3)]
    for row, status, owner in zip(rows, (Status.OPEN, Status.RESOLVED, Status.OPEN), (agent, agent, lead), strict=True):
        stand(row, status, owner=owner)

    assert pks(desk.get("/desk/mine/")) == [rows[0].pk]


def test_a_queue_is_seen_in_views(desk, agent, support, requester):
    new, line_2, stalled, done = (factories.ticket(requester, support, at=NOON) for _ in range(4))
    stand(line_2, Status.OPEN, tier=2, owner=agent)
    stand(stalled, Status.STALLED)
    stand(done, Status.RESOLVED)

    shown = {
        name: pks(desk.get("/desk/queues/support/", {"show": name}))
        for name in ("", "new", "line-2", "unowned", "stalled", "finished", "x")
    }

    assert shown[""] == shown["x"] == [stalled.pk, line_2.pk, new.pk]
    assert (shown["new"], shown["line-2"], shown["unowned"]) == ([new.pk], [line_2.pk], [stalled.pk, new.pk])
    assert (shown["stalled"], shown["finished"]) == ([stalled.pk], [done.pk])


def test_a_queue_with_one_line_offers_no_lines(treasury, treasurer, sign_in):
    tabs = [str(tab.label) for tab in sign_in(treasurer).get("/desk/queues/treasury/").context["tabs"]]

    assert tabs == ["All open", "New", "Unowned", "Stalled", "Finished"]


def test_a_list_pages_through_tickets_of_the_same_moment(desk, support, requester):
    expected = [factories.ticket(requester, support, at=NOON).pk for _ in range(27)][::-1]

    first = desk.get("/desk/queues/support/")
    second = desk.get("/desk/queues/support/", {"at": first.context["page"].after})
    back = desk.get("/desk/queues/support/", {"at": second.context["page"].before})

    assert pks(first) + pks(second) == expected
    assert pks(back) == pks(first)


def test_a_page_link_keeps_the_view(desk, support, requester):
    for _ in range(26):
        factories.ticket(requester, support)

    assert "?show=new&amp;at=a~2026-03-10T12%3A00%3A00%2B00%3A00~" in desk.get("/desk/queues/support/?show=new").content.decode()


def test_htmx_gets_the_part_that_the_page_includes(desk, support):
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "tickets"}

    whole, part = desk.get("/desk/queues/support/").content.decode(), desk.get("/desk/queues/support/", headers=headers).content.decode()

    assert ("<html" in whole, "<html" in part, 'id="tickets"' in part) == (True, False, True)


def test_a_ticket_page_tells_the_whole_story_to_agents(desk, ticket, agent, requester):
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    told = ("The light is red.", "Opened: web form", "Marta Soler", "marta@example.net", "not confirmed", "Line 1", "Normal")
    assert [words for words in told if words not in page] == []


def test_words_of_a_ticket_stay_words(desk, support, requester):
    ticket = factories.ticket(requester, support, title="<script>x</script>", body="<img src=x onerror=y>")

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode() + desk.get("/desk/queues/support/").content.decode()

    assert ("<script>x" in page, "<img src=x" in page, "&lt;script&gt;x" in page) == (False, False, True)


def test_stalled_tickets_stand_by_age_the_longest_parked_first(desk, support, requester):
    young, old = factories.ticket(requester, support), factories.ticket(requester, support)
    stand(young, Status.STALLED, stalled_at=NOON)
    stand(old, Status.STALLED, stalled_at=NOON - timedelta(days=20), touched_at=LATER)

    response = desk.get("/desk/queues/support/?show=stalled")

    assert pks(response) == [old.pk, young.pk]
    assert ("Parked for" in response.content.decode(), "2 weeks" in response.content.decode().replace("\xa0", " ")) == (True, True)
    assert "Parked for" not in desk.get("/desk/queues/support/").content.decode()


@pytest.mark.parametrize(("limit", "is_over"), [(0, False), (1, True), (2, False)])
def test_too_many_stalled_tickets_are_pointed_out(desk, support, requester, limit, is_over):
    support.stalled_limit = limit
    support.save(update_fields=["stalled_limit"])
    for _ in range(2):
        stand(factories.ticket(requester, support), Status.STALLED)

    page = desk.get("/desk/queues/support/").content.decode()

    assert ("stat--warn" in page, "stalled, more than the 1 we allow ourselves" in page) == (is_over, is_over)


def test_the_ticket_page_says_what_will_happen_by_itself(desk, ticket, agent):
    stand(ticket, Status.OPEN)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)

    facts = {fact.name: fact.value for fact in desk.get(f"/desk/tickets/{ticket.pk}/").context["facts"]}

    assert {name: facts[name] for name in ("Stalled since", "Next reminder", "Closes by itself")} == {
        "Stalled since": "10 Mar 2026, 13:00",
        "Next reminder": "13 Mar 2026, 13:00",
        "Closes by itself": "24 Mar 2026, 13:00",
    }
