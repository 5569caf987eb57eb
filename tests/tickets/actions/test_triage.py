"""Sorting a ticket."""

import pytest

from queues.models import Category, PriorityMatrix, Queue
from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import triage
from tickets.actions.triage import Sorting
from tickets.enums import Kind, Priority, Status
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


def category(queue: Queue) -> Category:
    return Category.objects.create(queue=queue, slug="fibre", names={"en": "Fibre"})


def test_what_was_decided_is_kept_with_what_it_was_before(ticket, agent, support):
    fibre = category(support)

    triage.sort(ticket, Sorting("No connection", Kind.INCIDENT, fibre, "many", "hindered"), by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.kind, ticket.category, ticket.priority) == (Kind.INCIDENT, fibre, Priority.HIGH)
    assert (event.verb, event.by, event.at) == ("triaged", agent, LATER)
    assert event.payload == {
        "before": {"kind": "", "category": None, "people": "", "urgency": "", "priority": 2},
        "after": {"kind": "incident", "category": fibre.pk, "people": "many", "urgency": "hindered", "priority": 3},
        "proposed": 3,
    }


def test_a_new_title_enters_the_history_by_itself(ticket, agent):
    triage.sort(ticket, Sorting("Fibre in Vic drops at eight", "", None), by=agent)

    ticket.refresh_from_db()
    assert ticket.title == "Fibre in Vic drops at eight"
    assert history(ticket) == ["opened", "retitled"]


def test_deciding_what_was_decided_leaves_no_trace(ticket, agent):
    as_it_was = snapshot(ticket)

    triage.sort(ticket, Sorting("No connection", "", None), by=agent, at=LATER)

    assert snapshot(ticket) == as_it_was


def test_another_queue_s_category_is_refused_with_the_title_unchanged(ticket, agent, treasury):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="another queue"):
        triage.sort(ticket, Sorting("Another title", "", category(treasury)), by=agent)

    assert snapshot(ticket) == as_it_was


def sorted_as(ticket, agent, people="", urgency="", priority=None, reason=""):
    triage.sort(ticket, Sorting(ticket.title, "", None, people, urgency, priority, reason), by=agent)
    ticket.refresh_from_db()
    return Priority(ticket.priority), ticket.has_own_priority, last_event(ticket).reason


def test_the_answers_give_the_priority(ticket, agent):
    assert sorted_as(ticket, agent, "some", "stops") == (Priority.HIGH, False, "")


def test_the_queue_s_own_matrix_gives_the_priority(ticket, agent, support):
    cells = {people: dict.fromkeys(("stops", "hindered", "goes_on"), 4) for people in ("one", "some", "many", "all")}
    PriorityMatrix.objects.create(queue=support, cells=cells)

    assert sorted_as(ticket, agent, "one", "goes_on") == (Priority.CRITICAL, False, "")


def test_another_priority_than_the_answers_give_needs_a_reason_which_is_kept(ticket, agent):
    as_it_was = snapshot(ticket)

    for reason in ("", "   "):
        with pytest.raises(Refused, match="say why the priority"):
            sorted_as(ticket, agent, "one", "goes_on", Priority.CRITICAL, reason)

    assert snapshot(ticket) == as_it_was
    assert sorted_as(ticket, agent, "one", "goes_on", Priority.CRITICAL, "It is the mayor.") == (
        Priority.CRITICAL,
        True,
        "It is the mayor.",
    )


def test_the_priority_that_the_answers_give_needs_no_reason_and_keeps_none(ticket, agent):
    assert sorted_as(ticket, agent, "many", "hindered", Priority.HIGH, "Because.") == (Priority.HIGH, False, "")


def test_a_priority_decided_before_needs_no_second_reason(ticket, agent):
    sorted_as(ticket, agent, "one", "goes_on", Priority.HIGH, "It is the mayor.")

    assert sorted_as(ticket, agent, "some", "goes_on", Priority.HIGH) == (Priority.HIGH, True, "")


def test_giving_up_one_s_own_priority_goes_back_to_the_answers(ticket, agent):
    sorted_as(ticket, agent, "one", "goes_on", Priority.HIGH, "It is the mayor.")

    assert sorted_as(ticket, agent, "one", "goes_on") == (Priority.LOW, False, "")


def test_while_an_answer_is_missing_the_priority_stays(ticket, agent):
    ticket = stand(ticket, Status.NEW, priority=Priority.HIGH)

    assert sorted_as(ticket, agent, "many") == (Priority.HIGH, True, "")
