"""Two hands on the followers of one ticket at the same moment, on a real database."""

from collections.abc import Callable

import pytest

from accounts.models import User
from notifications.models import Delivery
from tests.threads import together
from tests.tickets.moments import NOON
from tests.tickets.standing import history
from tickets.actions import following
from tickets.enums import FollowerRole
from tickets.models import Follower, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_agents_accept_one_proposal_once(ticket: Ticket, colleague: User, agent: User, lead: User):
    [asked] = following.propose(ticket, [colleague], message_id=0, at=NOON)
    hands = [agent, lead, agent, lead]

    rows = together(lambda: following.accept(ticket, asked.pk, by=hands.pop()).pk, times=4)

    assert (set(rows), Follower.objects.get().role) == ({asked.pk}, FollowerRole.CC)
    assert Delivery.objects.filter(mail__key=f"following:{asked.pk}").count() == 1
    assert history(ticket) == ["opened", "follow_asked", "followed"]


def test_letting_follow_and_go_at_once_ends_in_one_of_both(ticket: Ticket, colleague: User, agent: User):
    row = following.follow(ticket, colleague, role=FollowerRole.CC, by=agent)
    verbs: list[Callable[[], object]] = [
        lambda: following.unfollow(ticket, row.pk, by=agent),
        lambda: following.follow(ticket, colleague, role=FollowerRole.CC, by=agent),
    ] * 2

    def one() -> None:
        verbs.pop()()

    together(one, times=4)

    told = history(ticket)
    assert told.count("followed") - told.count("unfollowed") == Follower.objects.count() <= 1
    assert told.count("unfollowed") == 1
