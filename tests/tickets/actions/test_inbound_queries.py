"""How often a received mail asks the database, savepoints included: it decides how many mails one process takes in a second."""

import pytest

from tests.tickets.mails import STRANGER, raw, token_address
from tests.tickets.moments import LATER, NOON
from tickets.actions import inbound, processing
from tickets.actions.arrival import Outcome
from tickets.enums import InboundAction

pytestmark = pytest.mark.django_db

# Exact but for what the two databases do differently. Who adds a question for all mails raises these on purpose.
OPENING, ANSWERING = 29, 26


def take(mail: bytes, *, to: str = "suport@example.org", at=NOON) -> Outcome:
    """Store and process a mail as ``receive_email`` does."""
    done = processing.process_claimed(inbound.store(mail, envelope_to=to, is_claimed=True, at=at), at=at)
    assert done is not None
    return done[0]


@pytest.mark.usefixtures("support")
def test_a_mail_that_opens_a_ticket(django_assert_max_num_queries):
    take(raw(sender="Pau Vila <pau@example.net>", identity="0@example.net"))  # what is remembered for a while is remembered now

    with django_assert_max_num_queries(OPENING):
        outcome = take(raw(sender=STRANGER))

    assert outcome.action == InboundAction.CREATED
    assert outcome.answer_id


def test_a_mail_that_answers_in_a_ticket(ticket, django_assert_max_num_queries):
    to = token_address(ticket)

    with django_assert_max_num_queries(ANSWERING):
        outcome = take(raw(), to=to, at=LATER)

    assert (outcome.action, outcome.ticket) == (InboundAction.APPENDED, ticket)
