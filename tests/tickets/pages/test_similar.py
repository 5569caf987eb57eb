"""How the same kind of trouble was solved before."""

from datetime import timedelta

import pytest
from django.db import connection

from queues.models import Category
from queues.viewers import viewer_of
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.actions import lifecycle
from tickets.actions.conversation import Draft
from tickets.actions.resolving import Solution
from tickets.enums import Status
from tickets.models import Resolution, Ticket
from tickets.pages.similar import SIMILAR_LIMIT, fix_of, similar

pytestmark = pytest.mark.django_db


@pytest.fixture
def fibre(support) -> Category:
    return Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})


@pytest.fixture
def solve(support, requester, agent, fibre):
    """Solve a ticket of the category some hours after noon."""

    def make(fix: str, *, hours: int = 0, category: Category | None = fibre) -> Ticket:
        ticket = stand(factories.ticket(requester, support), Status.OPEN, category=category)
        return lifecycle.resolve(ticket, Draft("Done."), by=agent, solution=Solution(fix), at=NOON + timedelta(hours=hours))

    return make


def fixes(ticket: Ticket, who) -> list[str]:
    return [one.fix for one in similar(ticket, viewer_of(who.pk))]


def test_what_lasted_comes_first_then_the_newest(ticket, solve, agent, fibre):
    first, second, third = solve("Oldest", hours=1), solve("Newest", hours=3), solve("Middle", hours=2)
    assert (first.pk, third.pk) != (second.pk, second.pk)
    lifecycle.reopen(second, by=agent)

    assert fixes(stand(ticket, Status.OPEN, category=fibre), agent) == ["Middle", "Oldest", "Newest"]


def test_another_category_and_the_ticket_itself_are_not_similar(solve, agent, support):
    own = solve("Own")
    solve("Other", category=Category.objects.create(queue=support, slug="voice", names={"en": "Voice"}))
    solve("None", category=None)

    assert fixes(own, agent) == []


def test_only_the_last_solution_of_a_ticket_counts(ticket, solve, agent, fibre):
    again = solve("First try", hours=1)
    lifecycle.reopen(again, by=agent)
    lifecycle.resolve(again, Draft("Now."), by=agent, solution=Solution("Second try"), at=NOON + timedelta(hours=2))

    assert fixes(stand(ticket, Status.OPEN, category=fibre), agent) == ["Second try"]


def test_a_foreign_queue_s_solutions_are_not_shown(ticket, solve, treasurer, fibre):
    solve("Secret")

    assert fixes(stand(ticket, Status.OPEN, category=fibre), treasurer) == []
    assert fix_of(str(Resolution.objects.get().pk), viewer_of(treasurer.pk)) == ""


def test_a_few_are_enough(ticket, solve, agent, fibre):
    for number in range(SIMILAR_LIMIT + 2):
        solve(f"Fix {number}")

    assert len(fixes(stand(ticket, Status.OPEN, category=fibre), agent)) == SIMILAR_LIMIT


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "²", "12345"])
def test_a_number_of_no_solution_begins_no_answer(agent, number):
    assert fix_of(number, viewer_of(agent.pk)) == ""


@pytest.mark.sqlite
def test_the_best_of_a_category_are_read_in_the_order_of_an_index(solve, fibre):
    solve("Some")
    sql, values = Resolution.objects.best_of(fibre.pk)[:6].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = " ".join(row[3] for row in cursor.fetchall())

    assert ("resolution_best_of_category" in plan, "TEMP B-TREE" in plan) == (True, False)
