"""Between queues and lines."""

import pytest

from accounts.models import User
from queues.enums import Tier
from queues.models import Category
from tests import factories
from tests.tickets.moments import LATER
from tests.tickets.standing import last_event, snapshot, stand
from tickets.actions import lifecycle, routing
from tickets.actions.routing import Escalation
from tickets.enums import EscalationReason, Priority, Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

UP = Escalation(EscalationReason.COMPLEXITY, "Restarted twice.")


def test_a_transfer_goes_to_line_1_and_forgets_category_and_owner(ticket, agent, support, treasury, treasurer):
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    lifecycle.take(ticket, by=agent)
    ticket = stand(ticket, Status.OPEN, tier=2, category=category)

    routing.transfer(ticket, to=treasury, note=" Collect the fee. ", by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.queue, ticket.tier, ticket.category, ticket.owner, ticket.touched_at) == (treasury, 1, None, None, LATER)
    assert (event.verb, event.by, event.at, event.reason) == (Verb.TRANSFERRED, agent, LATER, "Collect the fee.")
    assert event.payload == {
        "before": support.pk,
        "queue": treasury.pk,
        "before_tier": 2,
        "tier": 1,
        "before_owner": agent.pk,
        "before_category": category.pk,
    }


def test_an_owner_who_works_in_both_queues_stays(ticket, agent, treasury):
    agent.memberships.create(queue=treasury, tier=Tier.FIRST)
    lifecycle.take(ticket, by=agent)

    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=agent)

    ticket.refresh_from_db()
    assert (ticket.queue, ticket.owner, ticket.status) == (treasury, agent, Status.NEW)


def test_a_transfer_needs_a_note_and_another_queue(ticket, agent, support, treasury):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="what your colleagues need to know"):
        routing.transfer(ticket, to=treasury, note=" ", by=agent)
    with pytest.raises(Refused, match="in that queue already"):
        routing.transfer(ticket, to=support, note="Look.", by=agent)

    assert snapshot(ticket) == as_it_was


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.REJECTED])
def test_a_finished_ticket_stays_where_it_is(ticket, agent, treasury, status):
    ticket = stand(ticket, status, tier=2)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="finished"):
        routing.transfer(ticket, to=treasury, note="Look.", by=agent)
    with pytest.raises(Refused, match="finished"):
        routing.escalate(ticket, UP, by=agent)
    with pytest.raises(Refused, match="finished"):
        routing.hand_back(ticket, reason="Simple.", by=agent)

    assert snapshot(ticket) == as_it_was


def test_escalating_goes_one_line_up_and_says_why(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)

    routing.escalate(ticket, UP, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.tier, ticket.owner, ticket.status, ticket.touched_at) == (2, None, Status.NEW, LATER)
    assert (event.verb, event.by, event.reason) == (Verb.ESCALATED, agent, "Restarted twice.")
    assert event.payload == {"before": 1, "tier": 2, "why": "complexity"}


def test_escalating_may_skip_a_line_and_keeps_an_owner_of_that_line(ticket, lead):
    lifecycle.take(ticket, by=lead)

    routing.escalate(ticket, Escalation(EscalationReason.CRITICALITY, "Everything is down.", to=Tier.THIRD), by=lead)

    ticket.refresh_from_db()
    assert (ticket.tier, ticket.owner) == (3, lead)
    assert last_event(ticket).payload == {"before": 1, "tier": 3, "why": "criticality"}


@pytest.mark.parametrize(
    ("tier", "to"), [(3, None), (3, Tier.THIRD), (2, Tier.SECOND), (2, Tier.FIRST)], ids=["top", "top-again", "same", "down"]
)
def test_there_is_no_way_up_but_up(ticket, lead, tier, to):
    ticket = stand(ticket, Status.OPEN, tier=tier)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match=f"is on Line {tier} already" if to else "no higher line"):
        routing.escalate(ticket, Escalation(EscalationReason.SKILLS, "Tried.", to=to), by=lead)

    assert snapshot(ticket) == as_it_was


def test_escalating_needs_what_was_tried(ticket, agent, lead):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="what has been tried"):
        routing.escalate(ticket, Escalation(EscalationReason.SLA, " "), by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_queue_with_one_line_has_no_higher_and_no_lower_one(treasury, treasurer, requester):
    ticket = factories.ticket(requester, treasury)

    with pytest.raises(Refused, match="no higher line"):
        routing.escalate(ticket, UP, by=treasurer)
    with pytest.raises(Refused, match="on line 1 already"):
        routing.hand_back(ticket, reason="Simple.", by=treasurer)

    assert ticket.is_top_tier


def test_a_queue_with_two_lines_ends_at_the_second(house, requester):
    queue = factories.queue("network", tiers=2)
    agent = factories.member("net@example.org", "Nil", queue)
    agent.memberships.create(queue=queue, tier=Tier.SECOND)
    ticket = factories.ticket(requester, queue)

    with pytest.raises(Refused, match="no higher line"):
        routing.escalate(ticket, Escalation(EscalationReason.SKILLS, "Tried.", to=Tier.THIRD), by=agent)
    routing.escalate(ticket, UP, by=agent)

    ticket.refresh_from_db()
    assert (ticket.tier, ticket.is_top_tier) == (2, True)


def test_handing_back_goes_one_line_down_and_says_why(ticket, lead, agent):
    ticket = stand(ticket, Status.OPEN, tier=3, owner=lead)

    routing.hand_back(ticket, reason=" A cable. ", by=lead, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.tier, ticket.owner, ticket.touched_at, ticket.hand_backs) == (2, lead, LATER, 1)
    assert (event.verb, event.by, event.reason, event.payload) == (Verb.HANDED_BACK, lead, "A cable.", {"before": 3, "tier": 2})


def test_handing_back_forgets_an_owner_who_is_not_on_that_line(ticket, support, agent):
    expert = factories.member("expert@example.org", "Ona", support, tier=Tier.SECOND)
    ticket = stand(ticket, Status.OPEN, tier=2, owner=expert)

    routing.hand_back(ticket, reason="A cable.", by=expert)

    ticket.refresh_from_db()
    assert (ticket.tier, ticket.owner) == (1, None)


def test_each_handing_back_is_counted(ticket, lead):
    for _ in range(2):
        routing.escalate(ticket, UP, by=lead)
        routing.hand_back(ticket, reason="A cable.", by=lead)

    ticket.refresh_from_db()
    assert (ticket.tier, ticket.hand_backs) == (1, 2)


def test_no_ticket_goes_to_a_line_where_nobody_works(ticket, agent, support):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Nobody works on a higher line"):
        routing.escalate(ticket, UP, by=agent)
    expert = factories.member("expert@example.org", "Ona", support, tier=Tier.THIRD)
    with pytest.raises(Refused, match="Nobody works on Line 2"):
        routing.escalate(ticket, Escalation(EscalationReason.CRITICALITY, "Tried.", to=Tier.SECOND), by=agent)
    User.objects.filter(pk=expert.pk).update(is_active=False)
    with pytest.raises(Refused, match="Nobody works on a higher line"):
        routing.escalate(ticket, UP, by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_line_without_people_is_left_out_both_ways(ticket, agent, support):
    expert = factories.member("expert@example.org", "Ona", support, tier=Tier.THIRD)

    assert routing.escalate(ticket, UP, by=agent).tier == 3
    assert routing.hand_back(ticket, reason="A cable.", by=expert).tier == 1


def test_nothing_is_handed_back_to_a_line_where_nobody_works(ticket, support):
    expert = factories.member("expert@example.org", "Ona", support, tier=Tier.SECOND)
    ticket = stand(ticket, Status.OPEN, tier=2)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Nobody works on a lower line"):
        routing.hand_back(ticket, reason="A cable.", by=expert)

    assert snapshot(ticket) == as_it_was


def test_only_what_is_critical_goes_straight_to_line_3(ticket, lead):
    straight = Escalation(EscalationReason.SKILLS, "Tried.", to=Tier.THIRD)

    with pytest.raises(Refused, match="Only what is critical goes straight to Line 3"):
        routing.escalate(ticket, straight, by=lead)
    Ticket.objects.filter(pk=ticket.pk).update(priority=Priority.CRITICAL)

    assert routing.escalate(ticket, straight, by=lead).tier == 3


def test_handing_back_needs_a_reason(ticket, lead):
    ticket = stand(ticket, Status.OPEN, tier=2)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="why it goes back"):
        routing.hand_back(ticket, reason="", by=lead)

    assert snapshot(ticket) == as_it_was
