"""The steps of a ticket's process."""

import pytest

from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.enums import Priority, Status
from tickets.models import Ticket
from tickets.pages.process import steps

pytestmark = pytest.mark.django_db


def standing(ticket: Ticket) -> str:
    marks = {"done": "x", "current": ">", "to_come": "."}
    return "".join(marks[step.state] for step in steps(ticket))


def test_a_new_ticket_is_logged_and_to_be_identified(ticket):
    assert [step.label for step in steps(ticket)] == [
        "Identify",
        "Log",
        "Categorise",
        "Prioritise",
        "Diagnose",
        "Escalate",
        "Resolve",
        "Close",
    ]
    assert standing(ticket) == ">x......"


@pytest.mark.parametrize(
    ("status", "fields", "shown"),
    [
        (Status.NEW, {"kind": "incident"}, "xx>....."),
        (Status.NEW, {"kind": "incident", "people": "one"}, "xx>....."),
        (Status.NEW, {"kind": "incident", "people": "one", "urgency": "stops"}, "xx>x...."),
        (Status.OPEN, {"kind": "incident", "answered_at": NOON, "priority": Priority.HIGH, "has_own_priority": True}, "xx>xx..."),
        (Status.OPEN, {"kind": "incident", "answered_at": NOON, "tier": 2}, "xx>.xx.."),
        (Status.RESOLVED, {"answered_at": NOON}, ">x..x.x."),
        (Status.CLOSED, {"answered_at": NOON}, ">x..x.xx"),
        (Status.REJECTED, {}, ".x......"),
    ],
)
def test_steps_follow_from_what_happened(ticket, status, fields, shown):
    assert standing(stand(ticket, status, **fields)) == shown
