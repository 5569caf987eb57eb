"""Titles that say nothing, and making them say more."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.tickets.standing import history, stand
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

NUDGE = "2 other open tickets are called the same."


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def alike(requester, support, *titles: str) -> list[Ticket]:
    return [factories.ticket(requester, support, title=title) for title in titles]


def page(desk: Client, ticket: Ticket, verb: str = "") -> str:
    return desk.get(f"/desk/tickets/{ticket.pk}/{verb}").content.decode()


def test_three_open_tickets_of_one_name_are_pointed_out_however_it_is_written(desk, requester, support):
    tickets = alike(requester, support, "Internet does not work", "INTERNET  does not work!", "Internet does not wórk")

    assert all(NUDGE in page(desk, ticket) for ticket in tickets)


def test_two_are_not_nor_finished_ones_nor_those_of_other_queues(desk, requester, support, treasury):
    first, second, finished = alike(requester, support, *["Internet does not work"] * 3)
    factories.ticket(requester, treasury, title="Internet does not work")
    stand(finished, Status.CLOSED)

    assert all("called the same" not in page(desk, ticket) for ticket in (first, second, finished))


def test_the_page_to_rename_shows_the_others_and_begins_with_the_title(desk, requester, support):
    first, second = alike(requester, support, *["Internet does not work"] * 2)

    shown = page(desk, first, "retitle/")

    assert f'href="/desk/tickets/{second.pk}/"' in shown
    assert 'value="Internet does not work"' in shown


def test_renaming_keeps_the_old_title_in_the_history_and_ends_the_nudge(desk, requester, support):
    first, *others = alike(requester, support, *["Internet does not work"] * 3)

    response = desk.post(f"/desk/tickets/{first.pk}/retitle/", {"title": "Fibre in Vic drops at eight"})

    first.refresh_from_db()
    assert (response.status_code, first.title, first.title_key) == (302, "Fibre in Vic drops at eight", "fibre in vic drops at eight")
    assert (history(first), first.events.latest("pk").reason) == (["opened", "retitled"], "Internet does not work")
    assert all("called the same" not in page(desk, ticket) for ticket in (first, *others))


@pytest.mark.parametrize("title", ["", "  ", "x" * 10_000, "a\x00b"])
def test_a_title_that_cannot_be_is_refused(desk, ticket, title):
    assert desk.post(f"/desk/tickets/{ticket.pk}/retitle/", {"title": title}).status_code == 422
    assert history(ticket) == ["opened"]


def test_a_ticket_without_a_key_gets_one_when_it_is_saved_next(ticket):
    Ticket.objects.filter(pk=ticket.pk).update(title_key="")
    row = Ticket.objects.get(pk=ticket.pk)

    row.save(update_fields=["tier"])

    row.refresh_from_db()
    assert row.title_key == "no connection"
