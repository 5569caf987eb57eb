"""Received mails at the same moment, on a real database."""

import pytest

from accounts.models import User
from queues.models import Queue
from tests.threads import together
from tests.tickets.alerts import DISK, NAGIOS, rule
from tests.tickets.mails import raw, token_address
from tests.tickets.moments import NOON
from tests.tickets.standing import history
from tickets.actions import deciding, inbound, processing
from tickets.enums import InboundState
from tickets.errors import Refused
from tickets.models import InboundMail, Problem, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_the_same_mail_twice_at_once_opens_one_ticket(support: Queue):
    mails = [inbound.store(raw(), envelope_to="suport@example.org", at=NOON) for _ in range(4)]

    together(lambda: processing.process(mails.pop(), at=NOON), times=4)

    assert Ticket.objects.count() == 1
    assert sorted(InboundMail.objects.values_list("action", flat=True)) == ["created", "ignored", "ignored", "ignored"]
    assert set(InboundMail.objects.values_list("ticket", flat=True)) == {Ticket.objects.get().pk}


def test_mails_of_one_thread_at_once_all_join(ticket: Ticket):
    to = token_address(ticket)
    mails = [inbound.store(raw(f"Part {one}", identity=f"{one}@example.net"), envelope_to=to, at=NOON) for one in range(4)]

    together(lambda: processing.process(mails.pop(), at=NOON), times=4)

    said = sorted(message.body for message in ticket.messages.all())[:4]
    assert said == ["Part 0", "Part 1", "Part 2", "Part 3"]
    assert (history(ticket).count("written"), history(ticket).count("proven")) == (4, 1)


def test_two_agents_open_a_ticket_of_one_mail_once(support: Queue, agent: User, lead: User):
    stored = inbound.store(raw(), envelope_to="suport@example.org", at=NOON)
    inbound.give_up(stored, "OSError")
    hands = [agent, lead]

    def one() -> bool:
        try:
            deciding.open_as_ticket(stored, by=hands.pop())
        except Refused:
            return False
        return True

    assert sorted(together(one)) == [False, True]
    assert (Ticket.objects.count(), InboundMail.objects.get().state) == (1, InboundState.DONE)


def test_alerts_of_one_problem_at_once_open_one_ticket(support: Queue):
    rule(support)
    subjects = [f"** PROBLEM Service Alert: {DISK} **"] * 4
    mails = [
        inbound.store(raw(sender=NAGIOS, subject=subject, identity=f"{number}@monitor"), envelope_to="suport@example.org", at=NOON)
        for number, subject in enumerate(subjects)
    ]

    together(lambda: processing.process(mails.pop(), at=NOON), times=4)

    assert (Ticket.objects.count(), Problem.objects.get().alerts) == (1, 4)
    assert sorted(InboundMail.objects.values_list("action", flat=True)) == ["created", "ignored", "ignored", "ignored"]
    assert set(InboundMail.objects.values_list("ticket", flat=True)) == {Ticket.objects.get().pk}
