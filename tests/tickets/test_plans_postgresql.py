"""On PostgreSQL, too, no list of open tickets reads finished ones, and what an index holds in order is not put in order."""

import re

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.viewer import Viewer
from helpdesk.management.commands import seed
from queues.models import Membership, Queue
from tests.tickets.list_plans import question
from tickets.list_enums import Sort
from tickets.pages.places import Place, of_all, of_mine, of_queue

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OPEN_ONES = ("ticket_open_", "ticket_stalled_by_age", "ticket_by_promise", "ticket_by_queue_status")
ORDERS = [order.value for order in Sort if order != Sort.PARKED]
NARROWED = ("", "status=new&", "status=open&", "status=stalled&", "owner=me&", "owner=nobody&", "due=late&")
# What is in order already, and by which indexes.
IN_ORDER = {"updated": "ticket_open_by_queue", "priority": "ticket_open_by_priority", "oldest": "ticket_open_", "newest": "ticket_open_"}


@pytest.fixture
def places(monkeypatch) -> tuple[Viewer, dict[str, Place]]:
    """An agent of two queues with few open tickets among many closed ones, and the lists they look at."""
    monkeypatch.setattr(seed, "UNFINISHED", 100)
    call_command("seed", tickets=1_500, verbosity=0)
    with connection.cursor() as cursor:
        # So few rows are read as quickly without an index.
        cursor.execute("SET LOCAL enable_seqscan = off")
    queues = list(Queue.objects.filter(slug__in=["support", "treasury"]).order_by("slug"))
    agent = Membership.objects.filter(queue=queues[0])[0]
    who = Viewer(user_id=agent.user_id, queue_ids=frozenset(queue.pk for queue in queues))
    return who, {"one queue": of_queue(queues[0]), "all queues": of_all(queues), "mine": of_mine(queues)}


def indexes(plan: str) -> set[str]:
    """By which indexes a plan reads tickets; the table's own name where it reads all of it."""
    lines = [line for line in plan.splitlines() if "tickets_ticket " in line or "Bitmap Index Scan" in line]
    named = re.findall(r"(?:Index Scan (?:Backward )?using|Bitmap Index Scan on) (\w+)|(?:Seq Scan on) (\w+)", "\n".join(lines))
    return {index or table for index, table in named}


def test_every_order_of_what_is_unfinished_reads_unfinished_tickets_alone(places):
    who, lists = places

    read = {
        (name, query): indexes(question(place, query, who).explain())
        for name, place in lists.items()
        for query in (f"{narrowed}sort={order}" for narrowed in NARROWED for order in ORDERS)
    }

    assert {asked: names for asked, names in read.items() if not any(name.startswith(OPEN_ONES) for name in names)} == {}
    assert {asked: names for asked, names in read.items() if names & {"tickets_ticket", "tickets_ticket_pkey"}} == {}


def test_each_order_of_a_queue_can_be_read_from_an_index(places):
    who, lists = places
    with connection.cursor() as cursor:
        # So few rows are put in order as quickly.
        cursor.execute("SET LOCAL enable_sort = off")

    plans = {order: question(lists["one queue"], f"sort={order}", who).explain() for order in IN_ORDER}

    assert {order: plan for order, plan in plans.items() if "Sort" in plan or IN_ORDER[order] not in plan} == {}


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_all_queues_are_read_by_number_without_a_look_at_what_is_finished(places, order):
    who, lists = places

    assert indexes(question(lists["all queues"], f"sort={order}", who).explain()) == {"ticket_open_of_all"}
