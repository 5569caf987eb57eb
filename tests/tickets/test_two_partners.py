"""A right is taken back at the moment its partner writes: one is first, nothing is left in between, and nobody waits for ever."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from accounts.models import Contact, Organisation, PartnerGrant, User
from queues.models import Queue
from tests import factories
from tests.threads import together
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets.actions import conversation, partnering
from tickets.actions.conversation import Answer
from tickets.enums import Channel, Status
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TIMES = 8


@pytest.fixture
def right(requester: User, colleague: User) -> PartnerGrant:
    """Vilaclara lets Marta's advisers act for it."""
    council = Organisation.objects.create(name="Vilaclara")
    advisers = Organisation.objects.create(name="Puig Advisers", is_partner=True)
    Contact.objects.create(user=requester, organisation=advisers)
    return partnering.grant(council, partner=advisers, until=None, by=colleague, at=NOON)


def race(*works: Callable[[], Any]) -> list[Any]:
    """Do all at once; a refusal counts as nothing."""
    turns = iter(works)

    def one() -> Any:
        work = next(turns)
        try:
            return work()
        except Refused:
            return None

    return together(one, times=len(works))


def without_mail(ticket: Ticket) -> list[str]:
    """What happened to the ticket, but for acknowledgements withheld: where all openings came first, they reach the hourly cap."""
    return [verb for verb in history(ticket) if verb != "mail_withheld"]


def test_opening_and_taking_back_leave_no_ticket_that_does_not_know_of_the_end(right, requester: User, colleague: User, support: Queue):
    for number in range(TIMES):
        back = PartnerGrant.objects.get(pk=right.pk)

        race(
            partial(partnering.revoke, back, by=colleague),
            partial(factories.ticket, requester, support, title=f"Dark {number}", partner_grant=back),
        )

        opened = Ticket.objects.filter(title=f"Dark {number}").first()
        assert opened is None or without_mail(opened) == ["opened", "partner_ended"]
        partnering.grant(back.client, partner=back.partner, until=None, by=colleague)


def test_an_answer_comes_before_the_end_or_not_at_all(right, requester: User, colleague: User, support: Queue):
    asked = factories.ticket(requester, support, partner_grant=right, requester_proven=True)

    race(
        lambda: partnering.revoke(right, by=colleague),
        lambda: conversation.answer(asked, Answer("Still red.", Channel.WEB, is_proven=True), by=requester),
    )

    assert history(asked) in (["opened", "partner_ended"], ["opened", "written", "partner_ended"])


def test_a_late_answer_and_the_end_do_not_wait_for_each_other(right, requester: User, colleague: User, support: Queue):
    for _number in range(TIMES):
        asked = factories.ticket(requester, support, partner_grant=right, requester_proven=True)
        late = stand(asked, Status.CLOSED, closed_at=NOON - timedelta(days=400))

        _ended, message = race(
            lambda: partnering.revoke(right, by=colleague),
            partial(conversation.answer, late, Answer("Red again.", Channel.WEB, is_proven=True), by=requester),
        )

        assert history(late)[-1] == "partner_ended"
        assert Ticket.objects.filter(pk=getattr(message, "ticket_id", 0), partner_grant=None).count() == 0
        partnering.grant(right.client, partner=right.partner, until=None, by=colleague)
