"""Who a ticket comes to by itself, who is away, and taking over."""

from datetime import timedelta

import pytest

from queues.enums import AssignmentMode, Tier
from queues.models import Absence, AgentProfile, AssignmentRule, Membership
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import lifecycle, ownership, routing
from tickets.actions.routing import Escalation
from tickets.enums import EscalationReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(support) -> AssignmentRule:
    return AssignmentRule.objects.create(queue=support, tier=1, mode=AssignmentMode.BALANCED)


@pytest.fixture
def other(support, agent):
    """Joined line 1 after the agent."""
    return factories.member("jordi@example.org", "Jordi Camps", support)


def away(person) -> Absence:
    return Absence.objects.create(user=person, first_day=NOON.date(), last_day=NOON.date() + timedelta(days=3))


def opened(requester, queue) -> Ticket:
    return Ticket.objects.get(pk=factories.ticket(requester, queue).pk)


def test_a_line_without_a_rule_or_with_one_turned_off_leaves_it_to_people(support, agent, requester):
    AssignmentRule.objects.create(queue=support, tier=1, mode=AssignmentMode.OFF)

    assert opened(requester, support).owner is None


def test_tickets_come_to_each_in_turn(rule, agent, other, requester, support):
    owners = [opened(requester, support).owner for _ in range(4)]

    assert owners == [agent, other, agent, other]


def test_with_equal_load_it_is_the_one_who_waited_longest(rule, agent, other, requester, support):
    first = opened(requester, support)
    stand(first, Status.CLOSED)

    assert (first.owner, opened(requester, support).owner) == (agent, other)


def test_the_language_goes_before_the_load_and_the_history_says_so(rule, agent, other, requester, support):
    AgentProfile.objects.create(user=other, languages=["en"])
    owners = [opened(requester, support).owner for _ in range(2)]

    event = last_event(Ticket.objects.order_by("-pk")[0])
    assert owners == [other, other]
    assert (event.verb, event.by) == (Verb.ASSIGNED, None)
    assert event.payload == {"before": None, "owner": other.pk, "why": "language", "open": 1, "tier": 1}


def test_parked_tickets_are_no_load(rule, agent, other, requester, support):
    for _ in range(2):
        stand(factories.ticket(requester, support), Status.STALLED, owner=agent)
        stand(factories.ticket(requester, support), Status.OPEN, owner=other)

    assert opened(requester, support).owner == agent


def test_who_is_away_full_or_asks_themselves_gets_none(rule, agent, other, requester, support):
    away(agent)
    AssignmentRule.objects.update(max_open=1)

    owners = [opened(asker, support).owner for asker in (other, requester, requester)]

    assert owners == [None, other, None]


def test_escalating_and_handing_back_look_for_an_owner_on_that_line(agent, support, ticket, lead):
    expert = factories.member("expert@example.org", "Ona", support, tier=Tier.SECOND)
    for tier in (1, 2):
        AssignmentRule.objects.create(queue=support, tier=tier, mode=AssignmentMode.BALANCED)
    away(lead)

    routing.escalate(ticket, Escalation(EscalationReason.SKILLS, "Restarted."), by=agent)
    up = Ticket.objects.get(pk=ticket.pk).owner
    routing.hand_back(ticket, reason="A cable.", by=expert)

    assert (up, Ticket.objects.get(pk=ticket.pk).owner) == (expert, agent)


def test_a_transfer_looks_for_an_owner_there(ticket, agent, treasury, treasurer):
    AssignmentRule.objects.create(queue=treasury, tier=1, mode=AssignmentMode.BALANCED)

    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)

    assert Ticket.objects.get(pk=ticket.pk).owner == treasurer
    assert history(ticket) == ["opened", "transferred", "assigned"]


def test_nobody_assigns_to_somebody_away_but_who_takes_it_is_here(ticket, agent, lead):
    away(agent)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Aina Roca is away until 13 March 2026"):
        lifecycle.assign(ticket, to=agent, by=lead)

    assert snapshot(ticket) == as_it_was
    assert lifecycle.take(ticket, by=agent).owner == agent


def test_taking_over_says_from_whom_and_happens_once(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)

    for _ in range(2):
        ownership.take_over(ticket, owner_id=agent.pk, by=lead, at=LATER)

    event = last_event(ticket)
    assert history(ticket) == ["opened", "taken", "taken"]
    assert (event.by, event.payload) == (lead, {"before": agent.pk, "owner": lead.pk})


def test_the_second_to_take_over_hears_who_was_first(ticket, agent, lead, other):
    lifecycle.take(ticket, by=agent)
    ownership.take_over(ticket, owner_id=agent.pk, by=lead)

    with pytest.raises(Refused, match="it is Laia Font now"):
        ownership.take_over(ticket, owner_id=agent.pk, by=other)


def test_only_who_works_there_takes_over(ticket, agent, treasurer):
    lifecycle.take(ticket, by=agent)

    with pytest.raises(Refused, match="does not work in this queue"):
        ownership.take_over(ticket, owner_id=agent.pk, by=treasurer)


def leaves(person, support) -> None:
    Membership.objects.filter(user=person, queue=support).delete()


def is_deactivated(person, support) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])


@pytest.mark.parametrize("loses_access", [leaves, is_deactivated])
@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED])
def test_what_somebody_leaves_behind_is_nobodys_and_says_why(ticket, support, agent, loses_access, status):
    stand(ticket, status, owner=agent, contact=agent)
    loses_access(agent, support)

    done = [ownership.release_lost(at=LATER) for _ in range(2)]

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (done, ticket.owner, ticket.contact, ticket.status) == ([1, 0], None, None, status)
    assert (event.verb, event.by, event.payload) == (Verb.RELEASED, None, {"before": agent.pk, "why": "left"})


def test_what_somebody_leaves_behind_comes_to_whose_turn_it_is(rule, ticket, support, agent, other):
    stand(ticket, Status.OPEN, owner=agent)
    leaves(agent, support)

    ownership.release_lost(at=LATER)

    ticket.refresh_from_db()
    assert (ticket.owner, history(ticket)[-2:]) == (other, ["released", "assigned"])


def test_nobody_loses_what_is_finished_or_where_they_still_work(ticket, requester, support, agent, lead):
    stand(ticket, Status.CLOSED, owner=agent)
    stand(factories.ticket(requester, support), Status.OPEN, owner=lead)
    leaves(agent, support)

    assert ownership.release_lost(at=LATER) == 0
