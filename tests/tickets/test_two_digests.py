"""Two workers at the same moment: a digest is sent once, and what comes meanwhile is not lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.actions import agents
from queues.enums import EVERYWHERE, Notice, When
from queues.models import Queue
from tests import factories
from tests.threads import together
from tests.tickets.moments import NOON
from tickets.actions import digesting, lifecycle, promises
from tickets.models import DigestLine, Promise, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

MORNING = NOON + timedelta(hours=19)


def test_two_sweeps_tell_an_agent_once(ticket: Ticket, agent: User, lead: User):
    agents.choose_mails(agent, {EVERYWHERE: {Notice.ASSIGNED: When.DIGEST}})
    lifecycle.assign(ticket, to=agent, by=lead)

    sent = together(lambda: digesting.send_due(at=MORNING), times=4)

    assert (sorted(sent), Delivery.objects.filter(address=agent.email).count()) == ([0, 0, 0, 1], 1)


def test_what_happens_while_a_digest_is_written_is_in_it_or_in_the_next(support: Queue, agent: User, lead: User, requester: User):
    agents.choose_mails(agent, {EVERYWHERE: {Notice.ASSIGNED: When.DIGEST}})
    tickets = [factories.ticket(requester, support) for _ in range(4)]
    lifecycle.assign(tickets[0], to=agent, by=lead, at=NOON)
    hands = [partial(lifecycle.assign, ticket, to=agent, by=lead, at=NOON) for ticket in tickets[1:]]
    works: list[Callable[[], object]] = [partial(digesting.send_due, at=MORNING), *hands]

    def next_work() -> None:
        works.pop()()

    together(next_work, times=4)
    digesting.send_due(at=MORNING)

    said = " ".join(delivery.mail.texts.get().text for delivery in Delivery.objects.filter(address=agent.email))
    assert [ticket.pk for ticket in tickets if f"/desk/tickets/{ticket.pk}/\n" not in said] == []
    assert DigestLine.objects.count() == 0


def test_two_sweeps_warn_of_a_promise_once(ticket: Ticket, agent: User):
    made = Promise.objects.create(ticket=ticket, made_by=agent, made_at=NOON, due_at=NOON + timedelta(hours=3))
    Ticket.objects.filter(pk=ticket.pk).update(promised_at=made.due_at)

    warned = together(lambda: promises.warn_due(at=NOON + timedelta(hours=2, minutes=30)), times=4)

    assert (sorted(warned), Delivery.objects.filter(address=agent.email).count()) == ([0, 0, 0, 1], 1)
