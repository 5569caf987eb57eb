"""What is asked all day reads an index that holds only the rows it is about, however many others there are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from tickets.models import InboundMail, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LATEST = ("-touched_at", "-pk")
QUESTIONS: dict[str, Callable[[], QuerySet[Any]]] = {
    "ticket_open_by_queue": lambda: Ticket.objects.filter(queue=1).unfinished().with_people().order_by(*LATEST)[:26],
    "ticket_open_by_owner": lambda: Ticket.objects.filter(queue__in=[1, 2]).unfinished().filter(owner_id=1).order_by(*LATEST)[:26],
    "ticket_finished_by_queue": lambda: Ticket.objects.filter(queue=1).finished().with_people().order_by(*LATEST)[:26],
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
