"""To another queue and back: the line, the owner, who goes on reading."""

import pytest

from queues.enums import Tier
from queues.models import Absence, Category, Membership
from queues.viewers import viewer_of
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import last_event, snapshot, stand
from tickets.actions import lifecycle, passing, routing
from tickets.enums import Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(house):
    """A queue of two lines, with somebody on the second alone."""
    queue = factories.queue("network", tiers=2)
    factories.member("net2@example.org", "Nil", queue, tier=Tier.SECOND)
    return queue


def test_the_line_after_a_transfer_may_be_chosen_among_those_with_members(ticket, agent, network):
    factories.member("net1@example.org", "Nora", network)

    routing.transfer(ticket, to=network, tier=2, note="Look.", by=agent)

    ticket.refresh_from_db()
    assert (ticket.queue, ticket.tier, last_event(ticket).payload["tier"]) == (network, 2, 2)


def test_a_transfer_goes_to_the_first_line_that_somebody_works_on(ticket, agent, network):
    routing.transfer(ticket, to=network, note="Look.", by=agent)

    ticket.refresh_from_db()
    assert ticket.tier == 2


def test_nothing_goes_where_nobody_would_see_it(ticket, agent, network, treasury):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="Nobody works on line 1 of “Network”"):
        routing.transfer(ticket, to=network, tier=1, note="Look.", by=agent)
    with pytest.raises(Refused, match="Nobody works in “Treasury”"):
        routing.transfer(ticket, to=treasury, note="Look.", by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_queue_that_went_out_of_use_meanwhile_takes_nothing(ticket, agent, treasury, treasurer):
    shown = type(treasury).objects.get(pk=treasury.pk)
    type(treasury).objects.filter(pk=treasury.pk).update(is_active=False)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="“Treasury” is not in use any more"):
        routing.transfer(ticket, to=shown, note="Look.", by=agent)

    assert snapshot(ticket) == as_it_was


def test_a_queue_closed_to_the_outside_takes_transfers(ticket, agent, treasury, treasurer):
    type(treasury).objects.filter(pk=treasury.pk).update(takes_direct_entry=False)

    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=agent)

    ticket.refresh_from_db()
    assert ticket.queue == treasury


def test_done_goes_back_to_line_owner_and_category_it_had(ticket, support, treasury, treasurer, lead):
    fibre = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    ticket = stand(ticket, Status.OPEN, tier=2, owner=lead, category=fibre)
    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=lead, at=NOON)
    ticket.refresh_from_db()
    came_from = ticket.came_from

    routing.send_back(ticket, done=" Paid. ", by=treasurer, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (came_from, ticket.came_from) == (support, None)
    assert (ticket.queue, ticket.tier, ticket.owner, ticket.category) == (support, 2, lead, fibre)
    assert (event.verb, event.reason, event.payload["returned"]) == (Verb.TRANSFERRED, "Paid.", True)


def test_an_owner_who_is_away_or_gone_does_not_get_it_back(ticket, support, treasury, treasurer, agent):
    lifecycle.take(ticket, by=agent)
    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=agent)
    Absence.objects.create(user=agent, first_day=NOON.date(), last_day=NOON.date())

    routing.send_back(ticket, by=treasurer)

    ticket.refresh_from_db()
    assert (ticket.queue, ticket.owner) == (support, None)


def test_a_line_that_is_no_longer_there_gives_way_to_the_first(ticket, agent, lead, treasury, treasurer):
    ticket = stand(ticket, Status.OPEN, tier=3)
    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=lead)
    Membership.objects.filter(tier=3).delete()

    routing.send_back(ticket, by=treasurer)

    ticket.refresh_from_db()
    assert ticket.tier == 1


def test_each_queue_on_the_way_gets_it_back_in_turn(ticket, agent, support, treasury, treasurer, network):
    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    routing.transfer(ticket, to=network, note="Line.", by=treasurer)
    there = [place.queue_id for place in passing.way(ticket)]

    routing.send_back(ticket, by=treasurer)
    back = [place.queue_id for place in passing.way(ticket)]
    routing.send_back(ticket, by=treasurer)

    ticket.refresh_from_db()
    assert (there, back, passing.way(ticket)) == ([support.pk, treasury.pk], [support.pk], [])
    assert (ticket.queue, ticket.came_from) == (support, None)


def test_a_ticket_that_came_from_nowhere_goes_nowhere_back(ticket, agent):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="came from no other queue"):
        routing.send_back(ticket, by=agent)

    assert snapshot(ticket) == as_it_was


def test_it_does_not_go_back_to_a_queue_out_of_use_nor_when_finished(ticket, agent, support, treasury, treasurer):
    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    type(support).objects.filter(pk=support.pk).update(is_active=False)

    with pytest.raises(Refused, match="“Support” is not in use any more"):
        routing.send_back(ticket, by=treasurer)
    ticket = stand(ticket, Status.CLOSED)
    with pytest.raises(Refused, match="finished"):
        routing.send_back(ticket, by=treasurer)


@pytest.mark.parametrize("keeps", [True, False])
def test_the_old_queue_reads_on_if_it_may(ticket, agent, support, treasury, treasurer, keeps):
    type(support).objects.filter(pk=support.pk).update(keeps_reading=keeps)

    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)

    assert Ticket.objects.read_by(viewer_of(agent.pk)).filter(pk=ticket.pk).exists() is keeps
    assert not Ticket.objects.worked_by(viewer_of(agent.pk)).filter(pk=ticket.pk).exists()
    assert Ticket.objects.read_by(viewer_of(treasurer.pk)).filter(pk=ticket.pk).exists()


def test_tickets_are_found_by_their_requester_s_language(ticket, requester, support):
    Ticket.objects.filter(pk=ticket.pk).update(language="ca")
    factories.ticket(requester, support)

    assert list(Ticket.objects.in_language("ca")) == [ticket]


def test_a_ticket_of_a_queue_out_of_use_goes_on_where_every_ticket_enters(ticket, support, treasury, treasurer, agent):
    routing.transfer(ticket, to=treasury, note="The fee.", by=agent)
    finished = stand(factories.ticket(None, treasury), Status.CLOSED)
    type(treasury).objects.filter(pk=treasury.pk).update(is_active=False)

    moved = [routing.rescue(at=LATER) for _ in range(2)]

    ticket.refresh_from_db()
    finished.refresh_from_db()
    assert (moved, ticket.queue, ticket.tier, finished.queue) == ([1, 0], support, 1, treasury)
    assert (last_event(ticket).verb, last_event(ticket).by) == (Verb.TRANSFERRED, None)


def test_without_any_queue_in_use_tickets_stay_where_they_are(ticket, support):
    type(support).objects.update(is_active=False)

    assert routing.rescue(at=LATER) == 0
