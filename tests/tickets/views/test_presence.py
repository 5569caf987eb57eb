"""Who else has a ticket open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from tests.tickets.moments import NOON
from tickets.actions import presence, processing
from tickets.models import Presence, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.mark.parametrize(("is_writing", "said"), [(True, "Laia Font is here, writing"), (False, "Laia Font is here")])
def test_the_page_says_who_else_is_here(desk, ticket, lead, is_writing, said):
    presence.seen(ticket, by=lead, is_writing=is_writing, at=NOON)

    assert f"<bdi>{said}</bdi>" in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_a_beat_notes_me_and_tells_of_others(desk, ticket, agent, lead):
    presence.seen(ticket, by=lead, is_writing=True)

    told = desk.post(f"/desk/tickets/{ticket.pk}/presence/", {"writing": "1"}).content.decode()

    assert ("Laia Font is here, writing" in told, "Aina" in told) == (True, False)
    assert Presence.objects.get(user=agent).is_writing


def test_a_beat_is_one_row_however_often(desk, ticket, django_assert_num_queries):
    desk.post(f"/desk/tickets/{ticket.pk}/presence/", {"writing": "1"})

    with django_assert_num_queries(6):
        desk.post(f"/desk/tickets/{ticket.pk}/presence/", {"writing": "0"})

    assert Presence.objects.get().is_writing is False


def test_a_beat_does_not_touch_the_ticket(desk, ticket):
    before = Ticket.objects.filter(pk=ticket.pk).values().get()

    desk.post(f"/desk/tickets/{ticket.pk}/presence/", {"writing": "1"})

    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before


def test_who_is_silent_for_a_minute_is_gone(desk, ticket, lead, clock):
    presence.seen(ticket, by=lead, is_writing=False)
    clock.shift(61)

    assert "Laia Font is here" not in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_who_closes_the_page_is_gone_at_once(desk, ticket, agent):
    presence.seen(ticket, by=agent, is_writing=False)

    response = desk.post(f"/desk/tickets/{ticket.pk}/presence/", {"left": "1"})

    assert (response.status_code, Presence.objects.count()) == (204, 0)


def test_old_rows_go(ticket, agent):
    presence.seen(ticket, by=agent, is_writing=False, at=NOON)

    processing.tidy(at=NOON + timedelta(days=2))

    assert Presence.objects.count() == 0
