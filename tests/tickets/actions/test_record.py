"""The history of a ticket is written once."""

import pytest

from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event
from tickets.actions import record
from tickets.enums import Verb

pytestmark = pytest.mark.django_db


def test_an_entry_of_the_history_cannot_be_saved_again(ticket):
    event = last_event(ticket)
    event.reason = "something else"

    with pytest.raises(TypeError, match="never changed"):
        event.save(update_fields=["reason"])

    assert last_event(ticket).reason == ""


def test_rows_in_a_payload_become_their_ids(ticket, agent, support):
    record.event(ticket, Verb.TRANSFERRED, by=agent, at=LATER, reason="Money.", before=support, owner=agent, tier=2, why=None)

    event = last_event(ticket)
    assert (event.by, event.at, event.reason) == (agent, LATER, "Money.")
    assert event.payload == {"before": support.pk, "owner": agent.pk, "tier": 2, "why": None}


def test_a_ticket_opens_with_one_entry(ticket, requester, support):
    event = last_event(ticket)

    assert history(ticket) == ["opened"]
    assert event.by == requester
    assert event.payload == {"channel": "web", "queue": support.pk, "message": ticket.messages.get().pk}
