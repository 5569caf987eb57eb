"""How two tickets belong together."""

import pytest

from queues.viewers import viewer_of
from tests import factories
from tests.tickets.standing import history, last_event, stand
from tickets.actions import linking, merging
from tickets.enums import LinkKind, Relation, Status
from tickets.errors import Refused
from tickets.models import Ticket, TicketLink
from tickets.pages.links import linked, warnings

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(support, requester) -> Ticket:
    return factories.ticket(requester, support, title="The cabinet is wet")


@pytest.mark.parametrize("relation", Relation)
def test_each_end_says_what_it_is_to_the_other(ticket, other, agent, relation):
    linking.link(ticket, other, relation=relation, by=agent)

    who = viewer_of(agent.pk)
    assert [(one.ticket, one.relation) for one in linked(ticket, who)] == [(other, relation)]
    assert [(one.ticket, one.relation) for one in linked(other, who)] == [(ticket, relation.opposite)]
    assert last_event(other).payload == {"target": ticket.pk, "relation": relation.opposite.value}


def test_the_opposite_of_the_opposite_is_the_same():
    assert [relation.opposite.opposite for relation in Relation] == list(Relation)


def test_a_link_that_is_removed_leaves_only_history(ticket, other, agent):
    linking.link(ticket, other, relation=Relation.BLOCKS, by=agent)

    linking.unlink(other, ticket, by=agent)
    linking.unlink(other, ticket, by=agent)

    assert TicketLink.objects.count() == 0
    assert (history(ticket), history(other)) == (["opened", "linked", "unlinked"],) * 2


def test_a_ticket_is_not_linked_with_itself(ticket, agent):
    with pytest.raises(Refused, match="with itself"):
        linking.link(ticket, ticket, relation=Relation.RELATED, by=agent)


@pytest.mark.parametrize("relation", Relation)
def test_two_tickets_have_one_link(ticket, other, agent, relation):
    linking.link(ticket, other, relation=Relation.RELATED, by=agent)

    with pytest.raises(Refused, match="Remove that link first"):
        linking.link(other, ticket, relation=relation, by=agent)


@pytest.mark.parametrize(("relation", "closing"), [(Relation.CHILD_OF, Relation.CHILD_OF), (Relation.PARENT_OF, Relation.PARENT_OF)])
def test_no_ticket_is_a_part_of_its_own_part(ticket, other, agent, support, requester, relation, closing):
    third = factories.ticket(requester, support)
    linking.link(ticket, other, relation=relation, by=agent)
    linking.link(other, third, relation=relation, by=agent)

    with pytest.raises(Refused, match="circle"):
        linking.link(third, ticket, relation=closing, by=agent)


def test_related_tickets_may_stand_in_a_ring(ticket, other, agent, support, requester):
    third = factories.ticket(requester, support)
    for one, two in ((ticket, other), (other, third), (third, ticket)):
        linking.link(one, two, relation=Relation.RELATED, by=agent)

    assert TicketLink.objects.filter(kind=LinkKind.RELATED).count() == 3


def test_open_parts_and_what_it_waits_for_are_pointed_out(ticket, other, agent, support, requester):
    part = factories.ticket(requester, support)
    linking.link(ticket, part, relation=Relation.PARENT_OF, by=agent)
    linking.link(ticket, other, relation=Relation.BLOCKED_BY, by=agent)
    who = viewer_of(agent.pk)

    assert warnings(linked(ticket, who)) == [
        f"It waits for {other.reference}.",
        f"Parts of it are not done: {part.reference}. Look at them before you resolve or close it.",
    ]
    stand(part, Status.RESOLVED)
    root = merging.merge(other, into=factories.ticket(requester, support), by=agent)
    assert warnings(linked(ticket, who)) == [f"It waits for {root.reference}."]
    stand(root, Status.RESOLVED)
    assert warnings(linked(ticket, who)) == []


def test_what_is_out_of_sight_is_not_shown(ticket, agent, treasury, requester):
    linking.link(ticket, factories.ticket(requester, treasury), relation=Relation.BLOCKED_BY, by=agent)

    assert linked(ticket, viewer_of(agent.pk)) == []
