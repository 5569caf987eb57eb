"""Sorting a ticket."""

import pytest

from queues.models import Category, Queue
from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event, snapshot
from tickets.actions import triage
from tickets.actions.triage import Sorting
from tickets.enums import Kind, Priority
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


def category(queue: Queue) -> Category:
    return Category.objects.create(queue=queue, slug="fibre", names={"en": "Fibre"})


def test_what_was_decided_is_kept_with_what_it_was_before(ticket, agent, support):
    fibre = category(support)

    triage.sort(ticket, Sorting("No connection", Kind.INCIDENT, fibre, Priority.HIGH), by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.kind, ticket.category, ticket.priority) == (Kind.INCIDENT, fibre, Priority.HIGH)
    assert (event.verb, event.by, event.at) == ("triaged", agent, LATER)
    assert event.payload == {
        "before": {"kind": "", "category": None, "priority": 2},
        "after": {"kind": "incident", "category": fibre.pk, "priority": 3},
    }


def test_a_new_title_enters_the_history_by_itself(ticket, agent):
    triage.sort(ticket, Sorting("Fibre in Vic drops at eight", "", None, Priority.NORMAL), by=agent)

    ticket.refresh_from_db()
    assert ticket.title == "Fibre in Vic drops at eight"
    assert history(ticket) == ["opened", "retitled"]


def test_deciding_what_was_decided_leaves_no_trace(ticket, agent):
    as_it_was = snapshot(ticket)

    triage.sort(ticket, Sorting("No connection", "", None, Priority.NORMAL), by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was


def test_another_queue_s_category_is_refused_with_the_title_unchanged(ticket, agent, treasury):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="another queue"):
        triage.sort(ticket, Sorting("Another title", "", category(treasury), Priority.NORMAL), by=agent)

    assert snapshot(ticket) == as_it_was
