"""Two people, or two tickets, at the same moment: an owner is found or changes once."""

import pytest

from accounts.models import User
from queues.actions import absences
from queues.enums import AssignmentMode
from queues.errors import Refused as NotNow
from queues.models import Absence, AssignmentRule, Queue
from tests import factories
from tests.threads import together
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets.actions import ownership
from tickets.enums import Status
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_who_take_over_at_once_one_does(ticket: Ticket, agent: User, lead: User, support: Queue):
    absent = factories.member("jordi@example.org", "Jordi Camps", support)
    stand(ticket, Status.OPEN, owner=absent)
    hands = [agent, lead]

    def take_over() -> str:
        try:
            ownership.take_over(ticket, owner_id=absent.pk, by=hands.pop())
        except Refused:
            return "refused"
        return "taken"

    assert sorted(together(take_over)) == ["refused", "taken"]
    assert history(ticket) == ["opened", "taken"]


def test_tickets_that_open_at_once_come_to_each_agent_in_turn(support: Queue, agent: User, requester: User):
    other = factories.member("jordi@example.org", "Jordi Camps", support)
    AssignmentRule.objects.create(queue=support, tier=1, mode=AssignmentMode.BALANCED)

    together(lambda: factories.ticket(requester, support).pk, times=4)

    assert [Ticket.objects.owned_by(person.pk).count() for person in (agent, other)] == [2, 2]


def test_two_absences_at_once_do_not_overlap(agent: User):
    day = NOON.date()

    def away() -> str:
        try:
            absences.record(agent, first_day=day, last_day=day, by=agent, at=NOON)
        except NotNow:
            return "refused"
        return "recorded"

    assert sorted(together(away, times=4)) == ["recorded", "refused", "refused", "refused"]
    assert Absence.objects.count() == 1


def test_two_sweeps_free_what_somebody_left_behind_once(ticket: Ticket, agent: User, support: Queue):
    stand(ticket, Status.OPEN, owner=agent)
    agent.memberships.all().delete()

    freed = together(lambda: ownership.release_lost(at=NOON))

    assert (sorted(freed), history(ticket)) == ([0, 1], ["opened", "released"])
