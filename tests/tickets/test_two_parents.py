"""Two agents end two tickets with the same parts at the same moment: neither waits for ever, and each part ends once."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from queues.models import Queue
from queues.viewers import viewer_of
from tests import factories
from tests.threads import together
from tests.tickets.standing import history, last_event
from tickets.actions import children, conversation, linking
from tickets.actions.children import Along
from tickets.actions.conversation import Draft
from tickets.enums import Channel, Relation
from tickets.models import Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TIMES = 6


def test_a_part_of_two_tickets_ends_once(support: Queue, requester: User, agent: User, lead: User):
    for _turn in range(TIMES):
        one, first, second, other = (factories.ticket(requester, support) for _ in range(4))
        for part in (first, second):
            linking.link(one, part, relation=Relation.PARENT_OF, by=agent)
            linking.link(other, part, relation=Relation.PARENT_OF, by=agent)
        seen = {part.pk: last_event(part).pk for part in (first, second)}
        hands = [
            partial(children.resolve, parent, Draft(f"Done by {by.name}."), Along(seen, Ticket.objects.worked_by(viewer_of(by.pk))), by=by)
            for parent, by in ((one, agent), (other, lead))
        ]

        ended = together(lambda: hands.pop()())  # noqa: B023, PLW0108 - each hand takes one, in this turn

        assert sorted(len(each.done) for each in ended) == [0, 2]
        assert sorted(len(each.left) for each in ended) == [0, 2]
        assert [history(part).count("resolved") for part in (first, second)] == [1, 1]


def test_an_answer_of_a_part_s_requester_and_the_end_do_not_wait_for_each_other(
    support: Queue, requester: User, stranger: User, agent: User
):
    for _turn in range(TIMES):
        parent, part = factories.ticket(requester, support), factories.ticket(stranger, support)
        linking.link(parent, part, relation=Relation.PARENT_OF, by=agent)
        along = Along({part.pk: last_event(part).pk}, Ticket.objects.worked_by(viewer_of(agent.pk)))
        answer = conversation.Answer("Still dark.", Channel.WEB)
        hands: list[Callable[[], object]] = [
            partial(children.resolve, parent, Draft("Done."), along, by=agent),
            partial(conversation.answer, part, answer, by=stranger),
        ]

        together(lambda: hands.pop()())  # noqa: B023, PLW0108 - each hand takes one, in this turn

        # Either our words came first, and the answer reopened it; or the answer did, and the part was left.
        told = history(part)
        assert told[told.index("linked") + 1 :] in (["answered", "resolved", "written", "reopened"], ["written"])
