"""Nothing that a program wrote opens a ticket or gets an answer, whichever way it gives itself away."""

import pytest

from mailroom import machine
from notifications.models import Delivery
from tests.mailroom.making import raw
from tests.mailroom.test_bounce import DAEMON, TEXTS
from tests.mailroom.test_machine import AWAY, MACHINES, NOTES, SUBJECTS, merged
from tests.tickets.mails import arrive, our_id
from tests.tickets.standing import snapshot, stand
from tickets.enums import InboundAction, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

MAILS = {
    **{f"headers: {name}": raw(*merged(headers), body="words") for name, (_reason, headers) in MACHINES.items()},
    **{f"subject: {name}": raw(*merged((f"Subject: {subject}",)), body="words") for name, subject in SUBJECTS.items()},
    **{
        f"answer: {name}": raw(*merged((f"Subject: {subject}", "In-Reply-To: <1@example.org>")), body="words")
        for name, subject in AWAY.items()
    },
    **{f"note: {name}": raw(*merged(("Subject: Out of office",)), body=text) for name, text in NOTES.items()},
    **{f"bounce: {name}": raw(*DAEMON, *headers, body=text) for name, (headers, text, _bounce) in TEXTS.items()},
}

LISTS = {name for name, (reason, _headers) in MACHINES.items() if reason == machine.LIST}


def test_no_program_opens_a_ticket_or_gets_an_answer(support):
    outcomes = {name: arrive(mail).action for name, mail in MAILS.items()}

    assert {name for name, action in outcomes.items() if action != InboundAction.IGNORED} == set()
    assert (Ticket.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("status", [Status.STALLED, Status.RESOLVED, Status.CLOSED])
def test_no_program_moves_the_ticket_that_it_answers(ticket, agent, status):
    ticket = stand(ticket, status, owner=agent)
    row, _events, _messages, mails = snapshot(ticket)
    answered = f"In-Reply-To: {our_id(ticket)}\nReferences: {our_id(ticket)}\n".encode()

    # What answers a mail on a list is a person's.
    for mail in (mail for name, mail in MAILS.items() if name.removeprefix("headers: ") not in LISTS):
        arrive(answered + mail)

    assert snapshot(ticket)[0] == row
    assert (snapshot(ticket)[3], Ticket.objects.count()) == (mails, 1)
