"""What is asked all day reads an index that holds only the rows it is about, however many others there are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from accounts.viewer import Viewer
from queues.models import Queue
from tests.tickets.list_plans import question
from tickets.list_enums import Sort, Standing
from tickets.models import InboundMail, Ticket
from tickets.pages import places

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LATEST = ("-touched_at", "-pk")
QUESTIONS: dict[str, Callable[[], QuerySet[Any]]] = {
    "ticket_open_by_queue": lambda: Ticket.objects.filter(queue=1).unfinished().with_people().order_by(*LATEST)[:26],
    "ticket_open_by_owner": lambda: Ticket.objects.filter(queue__in=[1, 2]).unfinished().filter(owner_id=1).order_by(*LATEST)[:26],
    "ticket_finished_by_queue": lambda: Ticket.objects.filter(queue=1).finished().with_people().order_by(*LATEST)[:26],
    "ticket_finished_by_owner": lambda: Ticket.objects.finished().owned_by(1).order_by(*LATEST)[:26],
    "ticket_open_by_priority": lambda: Ticket.objects.filter(queue=1).unfinished().with_people().order_by("-priority", "pk")[:26],
    "ticket_open_by_number": lambda: Ticket.objects.filter(queue=1).unfinished().with_people().order_by("pk")[:26],
    "ticket_by_wake": lambda: Ticket.objects.stalled().filter(wake_at__lte=timezone.now()).order_by("wake_at")[:50],
    "ticket_by_act": lambda: Ticket.objects.acting_before(timezone.now())[:200],
    "ticket_stalled_by_age": lambda: Ticket.objects.filter(queue=1).by_age().with_people()[:26],
    "inbound_waiting": lambda: InboundMail.objects.waiting(timezone.now()),
    "inbound_asking": InboundMail.objects.asking,
    "inbound_by_sender": lambda: InboundMail.objects.filter(sender="a@example.org").order_by("-received_at", "-pk")[:26],
    "inbound_raw_kept": lambda: InboundMail.objects.kept_since_before(timezone.now()).values_list("pk", flat=True)[:500],
    "inbound_by_message_id": lambda: InboundMail.objects.filter(message_id__in=["1@example.org"], ticket__isnull=False),
    "inbound_by_digest": lambda: InboundMail.objects.filter(digest="0", mailbox=1).order_by("pk").values_list("pk", "state"),
}


@pytest.mark.parametrize("index", QUESTIONS)
def test_the_question_reads_its_own_index_and_sorts_nothing(index):
    plan = QUESTIONS[index]().explain()

    assert f"USING INDEX {index}" in plan.replace("COVERING ", "")
    assert "TEMP B-TREE" not in plan


WHO = Viewer(user_id=1, queue_ids=frozenset({1, 2}))
QUEUES = [Queue(pk=1, slug="support", names={"en": "Support"}), Queue(pk=2, slug="treasury", names={"en": "Treasury"})]
PLACES = {"one queue": places.of_queue(QUEUES[0]), "all queues": places.of_all(QUEUES), "mine": places.of_mine(QUEUES)}
# Indexes whose rows are few, however many tickets are finished, and reading by key.
FEW = ("ticket_open_", "ticket_stalled_by_age", "ticket_by_promise", "PRIMARY KEY")
FINISHED_ORDERED = ("ticket_finished_by_queue", "ticket_finished_by_owner", "ticket_by_queue_status")


def plan(place: str, query: str) -> list[str]:
    """The lines of a list's plan that read tickets themselves."""
    lines = question(PLACES[place], query, WHO).explain().splitlines()
    return [line for line in lines if "tickets_ticket" in line or " U0 " in line or "SCAN" in line]


@pytest.mark.parametrize("place", ["one queue", "all queues"])
@pytest.mark.parametrize("order", [sort for sort in Sort if sort != Sort.PARKED])
def test_every_order_of_unfinished_tickets_reads_unfinished_ones_alone(place, order):
    for line in plan(place, f"sort={order.value}"):
        assert any(index in line for index in FEW) or "ticket_by_queue_status (queue_id=? AND status=?)" in line


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("standing", [Standing.NEW, Standing.OPEN])
def test_what_is_new_or_open_is_never_looked_for_among_finished_tickets(place, standing):
    for line in plan(place, f"status={standing.value}"):
        assert any(index in line for index in FEW) or "ticket_by_queue_status (queue_id=? AND status=?)" in line


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", ["status=finished", "status=closed", "status=finished&category=1", "status=closed&channel=phone"])
def test_finished_tickets_are_looked_through_by_an_index_in_their_order(place, query):
    lines = plan(place, query)

    assert any("PRIMARY KEY" in line or index in line for line in lines for index in FINISHED_ORDERED)
    assert [line for line in lines if "SCAN tickets_ticket" in line] == []
