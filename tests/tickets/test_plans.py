"""What is asked all day reads an index that holds only the rows it is about, however many others there are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.viewer import Viewer
from foundation.keyset import keys_of
from queues.models import Queue
from tickets.forms.filters import SORTS, FilterForm
from tickets.list_enums import Sort, Standing
from tickets.models import InboundMail, Ticket
from tickets.pages import listing

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
    "inbound_by_message_id": lambda: InboundMail.objects.filter(message_id="1@example.org", digest="0", mailbox=1),
}


@pytest.mark.parametrize("index", QUESTIONS)
def test_the_question_reads_its_own_index_and_sorts_nothing(index):
    plan = QUESTIONS[index]().explain()

    assert f"USING INDEX {index}" in plan.replace("COVERING ", "")
    assert "TEMP B-TREE" not in plan


WHO = Viewer(user_id=1, queue_ids=frozenset({1, 2}))
QUEUES = [Queue(pk=1, slug="support", names={"en": "Support"}), Queue(pk=2, slug="treasury", names={"en": "Treasury"})]
PLACES = {"one queue": listing.of_queue(QUEUES[0]), "all queues": listing.of_all(QUEUES), "mine": listing.of_mine(QUEUES)}
# Indexes whose rows are few, however many tickets are finished, and reading by key.
FEW = ("ticket_open_", "ticket_stalled_by_age", "ticket_by_promise", "PRIMARY KEY")
FINISHED_ORDERED = ("ticket_finished_by_queue", "ticket_finished_by_owner", "ticket_by_queue_status")


def plan(place: str, query: str) -> list[str]:
    """The lines of a list's plan that read tickets themselves."""
    form = FilterForm(QueryDict(query))
    rows = form.apply(PLACES[place].rows(WHO), user_id=WHO.user_id, at=timezone.now())
    walk, keys = listing.walk_of(PLACES[place], form, WHO), keys_of(Ticket, SORTS[form.order])
    if walk is not None:
        rows = rows.filter(pk__in=walk.rows(None, keys).values("pk"))
    lines = rows.order_by(*(key.order(is_backward=False) for key in keys))[:26].explain().splitlines()
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
