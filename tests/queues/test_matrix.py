"""Impact × urgency → priority."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from queues.enums import People, Priority, Urgency
from queues.matrix import STANDARD, priority_from, slips
from queues.models import PriorityMatrix
from queues.models.priority_matrix import standard_cells
from tests.admin_pages import administrator, errors, queries_of

pytestmark = pytest.mark.django_db
FLAT = {people: dict.fromkeys(Urgency.values, 2) for people in People.values}


@pytest.fixture
def rest(db: None) -> PriorityMatrix:
    """The matrix for every queue without its own."""
    return PriorityMatrix.objects.update_or_create(queue=None, defaults={"cells": STANDARD})[0]


def fields(cells: dict[str, dict[str, int]], **changes: object) -> dict[str, object]:
    inputs = {f"cells_{people}_{urgency}": value for people, row in cells.items() for urgency, value in row.items()}
    return {**inputs, **changes}


@pytest.mark.parametrize(
    ("people", "urgency", "priority"),
    [("many", "hindered", Priority.HIGH), ("one", "goes_on", Priority.LOW), ("all", "stops", Priority.CRITICAL)],
)
def test_the_two_answers_choose_the_priority(people, urgency, priority):
    assert priority_from(STANDARD, people, urgency) == priority


@pytest.mark.parametrize(("people", "urgency"), [("", "stops"), ("one", ""), ("", ""), ("none", "stops")])
def test_without_both_answers_there_is_no_priority(people, urgency):
    assert priority_from(STANDARD, people, urgency) is None


def test_every_cell_of_the_standard_matrix_is_a_priority_and_none_slips():
    assert all(priority_from(STANDARD, people, urgency) for people in People.values for urgency in Urgency.values)
    assert slips(STANDARD) == []


def test_a_house_begins_with_the_standard_matrix():
    PriorityMatrix.objects.all().delete()

    import_module("queues.migrations.0005_priority_matrix").add_the_one_for_the_rest(apps, None)

    assert PriorityMatrix.objects.get(queue=None).cells == STANDARD


def test_a_queue_s_own_matrix_holds_before_the_one_for_the_rest(rest, support, treasury, django_assert_num_queries):
    PriorityMatrix.objects.create(queue=treasury, cells=FLAT)

    with django_assert_num_queries(2):
        found = [PriorityMatrix.objects.cells_for(queue.pk) for queue in (treasury, support)]

    assert found == [FLAT, STANDARD]


def test_without_any_matrix_the_standard_one_holds(support):
    PriorityMatrix.objects.all().delete()

    assert PriorityMatrix.objects.cells_for(support.pk) == STANDARD


def test_there_is_one_matrix_for_the_rest_and_one_for_a_queue(rest, support):
    PriorityMatrix.objects.create(queue=support)

    for queue in (None, support):
        with pytest.raises(IntegrityError), transaction.atomic():
            PriorityMatrix.objects.create(queue=queue)


def test_the_administrator_changes_the_matrix_in_one_table(client, house, rest):
    administrator(client)
    address = reverse("admin:queues_prioritymatrix_change", args=[rest.pk])
    page = client.get(address).content.decode()

    response = client.post(address, fields(FLAT))

    assert response.status_code == 302, errors(response)
    rest.refresh_from_db()
    assert rest.cells == FLAT
    assert (page.count("<select"), page.count('aria-label="A whole office or more: Work is hindered"')) == (12, 1)


def test_a_queue_gets_a_matrix_of_its_own(client, treasury):
    administrator(client)

    response = client.post(reverse("admin:queues_prioritymatrix_add"), fields(FLAT, queue=treasury.pk))

    assert response.status_code == 302, errors(response)
    assert treasury.priority_matrix.cells == FLAT


@pytest.mark.parametrize("value", ["", "9", "high"])
def test_a_cell_without_a_priority_is_refused(client, house, rest, value):
    administrator(client)

    response = client.post(reverse("admin:queues_prioritymatrix_change", args=[rest.pk]), fields(FLAT, cells_one_stops=value))

    assert response.status_code == 200
    rest.refresh_from_db()
    assert rest.cells == STANDARD


def test_more_people_cannot_be_less_urgent(client, house, rest):
    administrator(client)

    response = client.post(reverse("admin:queues_prioritymatrix_change", args=[rest.pk]), fields(standard_cells(), cells_all_stops=1))

    assert "Please look at: Everybody who uses it, Work stops." in errors(response)
    rest.refresh_from_db()
    assert rest.cells == STANDARD


def test_a_second_matrix_for_the_rest_is_refused_with_words(client, house, rest):
    administrator(client)

    response = client.post(reverse("admin:queues_prioritymatrix_add"), fields(FLAT, queue=""))

    assert "There is a matrix for this already." in errors(response)


def test_the_matrix_for_the_rest_cannot_be_deleted(client, support, rest):
    administrator(client)
    own = PriorityMatrix.objects.create(queue=support)

    answers = [client.get(reverse("admin:queues_prioritymatrix_delete", args=[row.pk])).status_code for row in (rest, own)]

    assert answers == [403, 200]


def test_the_list_of_matrices_stays_flat(client, support, treasury):
    administrator(client)
    PriorityMatrix.objects.create(queue=support)
    address = reverse("admin:queues_prioritymatrix_changelist")
    before = queries_of(client, address)
    PriorityMatrix.objects.create(queue=treasury)

    assert queries_of(client, address) == before
