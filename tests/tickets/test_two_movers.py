"""Two agents, or an agent and the requester, at the same moment on a real database: whose a ticket is, where it lies, how it stands."""

from collections.abc import Callable

import pytest

from accounts.models import User
from queues.enums import Tier
from queues.models import Membership, Queue
from tests.threads import together
from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event, stand
from tickets.actions import conversation, lifecycle, routing, triage
from tickets.actions.conversation import Answer, Draft
from tickets.actions.routing import Escalation
from tickets.actions.triage import Sorting
from tickets.enums import Channel, EscalationReason, Kind, Status
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

UP = Escalation(EscalationReason.SKILLS, "Restarted.", to=Tier.SECOND)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do all of ``works`` at once; say how each went, in no order."""
    hands = list(works)

    def one() -> str:
        work = hands.pop()
        try:
            work()
        except Refused:
            return "refused"
        return "done"

    return sorted(together(one, times=len(works)))


@pytest.fixture
def both(agent: User, lead: User, treasury: Queue) -> Queue:
    """Treasury, where both agents of support work, too."""
    for person in (agent, lead):
        Membership.objects.create(user=person, queue=treasury, tier=Tier.FIRST)
    return treasury


@pytest.mark.parametrize(
    ("act", "done"),
    [
        (lambda ticket, by, seen, other: lifecycle.take(ticket, seen=seen, by=by), "taken"),
        (lambda ticket, by, seen, other: lifecycle.assign(ticket, to=other, seen=seen, by=by), "assigned"),
        (lambda ticket, by, seen, other: lifecycle.retitle(ticket, title=f"Of {by.name}", seen=seen, by=by), "retitled"),
        (lambda ticket, by, seen, other: routing.escalate(ticket, UP, seen=seen, by=by), "escalated"),
    ],
    ids=["take", "assign", "retitle", "escalate"],
)
def test_of_two_agents_at_once_the_second_is_told(ticket: Ticket, agent: User, lead: User, act, done):
    seen = last_event(ticket).pk

    ends = at_once(lambda: act(ticket, agent, seen, lead), lambda: act(ticket, lead, seen, agent))

    assert (ends, history(ticket)) == (["done", "refused"], ["opened", done])


def test_of_two_who_sort_at_once_the_second_is_told(ticket: Ticket, agent: User, lead: User):
    seen = last_event(ticket).pk
    choices = [(agent, Sorting(ticket.title, Kind.INCIDENT, None)), (lead, Sorting(ticket.title, Kind.REQUEST, None))]

    ends = at_once(*(lambda by=by, sorting=sorting: triage.sort(ticket, sorting, seen=seen, by=by) for by, sorting in choices))

    assert (ends, history(ticket)) == (["done", "refused"], ["opened", "triaged"])


def test_of_two_who_pass_it_on_at_once_one_does(ticket: Ticket, agent: User, lead: User, both: Queue):
    ends = at_once(*(lambda by=by: routing.transfer(ticket, to=both, note="The fee.", by=by) for by in (agent, lead)))

    assert (ends, history(ticket)) == (["done", "refused"], ["opened", "transferred"])


def test_a_double_click_goes_down_one_line(ticket: Ticket, lead: User):
    stand(ticket, Status.OPEN, tier=3)
    seen = last_event(ticket).pk

    ends = at_once(*[lambda: routing.hand_back(ticket, reason="A cable.", seen=seen, by=lead)] * 4)

    assert (ends, history(ticket), Ticket.objects.get().tier) == (["done"] * 4, ["opened", "handed_back"], 2)


def test_an_answer_and_resolving_at_once_end_open_or_with_the_agent_told(ticket: Ticket, agent: User, requester: User):
    conversation.reply(ticket, Draft("We look at it."), by=agent)
    seen = last_event(ticket).pk

    ends = at_once(
        lambda: lifecycle.resolve(ticket, Draft("It works again.", seen=seen), by=agent, at=LATER),
        lambda: conversation.answer(ticket, Answer("It burns now!", Channel.WEB), by=requester, at=LATER),
    )

    # Who resolves first is answered by a ticket that opens again; who comes second has to read first.
    told = {"done": ["opened", "answered", "answered", "resolved", "written", "reopened"], "refused": ["opened", "answered", "written"]}
    assert sorted(history(ticket)) == sorted(told[max(ends)])
    assert Ticket.objects.get().status == Status.OPEN


def test_a_reply_and_closing_at_once_never_leave_a_reply_on_a_closed_ticket(ticket: Ticket, agent: User, lead: User):
    stand(ticket, Status.RESOLVED)

    ends = at_once(
        lambda: lifecycle.close(ticket, by=lead, at=LATER),
        lambda: conversation.reply(ticket, Draft("One more thing."), by=agent, at=LATER),
    )

    replied = "answered" in history(ticket)
    assert (ends == ["done", "done"], history(ticket)[-1]) == (replied, "closed")
    assert ticket.messages.filter(is_ours=True).exists() == replied
