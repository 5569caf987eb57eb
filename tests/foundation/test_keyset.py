"""Pages that start after the last row seen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foundation.keyset import Cursor, keys_of, page
from tests import factories
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def shown(cursor: str = "", size: int = 3, **order: Any):
    return page(Ticket.objects.all(), by="touched_at", cursor=cursor, size=size, **order)


@pytest.fixture
def rows(support) -> list[int]:
    """Eight tickets, newest first; four of them of the same instant."""
    minutes = [0, 1, 2, 2, 2, 2, 3, 4]
    made = [factories.ticket(None, support, at=NOON + timedelta(minutes=number)) for number in minutes]
    return [ticket.pk for ticket in reversed(made)]


def walk(cursor: str, way: str) -> list[list[int]]:
    found: list[list[int]] = []
    while cursor or not found:
        one = shown(cursor)
        found.append([row.pk for row in one.rows])
        cursor = getattr(one, way)
    return found


def test_pages_forward_show_every_row_once(rows):
    assert walk("", "after") == [rows[:3], rows[3:6], rows[6:]]


def test_the_oldest_may_come_first_both_ways(rows):
    oldest_first = rows[::-1]
    first = shown(is_oldest_first=True)
    second = shown(first.after, is_oldest_first=True)
    back = shown(second.before, is_oldest_first=True)

    assert [[row.pk for row in one.rows] for one in (first, second, back)] == [oldest_first[:3], oldest_first[3:6], oldest_first[:3]]
    assert (first.before, back.before, first.is_oldest_first) == ("", "", True)


def test_pages_back_show_the_same_rows(rows):
    last = shown(shown(shown().after).after)

    assert walk(last.before, "before") == [rows[3:6], rows[:3]]


def test_the_first_page_leads_nowhere_before_and_the_last_nowhere_after(rows):
    first = shown()
    middle = shown(first.after)
    last = shown(middle.after)

    assert [(bool(one.before), bool(one.after)) for one in (first, middle, last)] == [(False, True), (True, True), (True, False)]
    assert shown(middle.before).before == ""


def test_a_list_that_fits_has_one_page(rows):
    assert (shown(size=8).before, shown(size=8).after, len(shown(size=8).rows)) == ("", "", 8)


def test_an_empty_list_is_an_empty_page(support):
    assert shown() == page(Ticket.objects.none(), by="touched_at")


def test_a_row_that_moves_up_meanwhile_is_not_shown_twice(rows):
    after = shown().after
    Ticket.objects.filter(pk=rows[4]).update(touched_at=NOON + timedelta(hours=1))

    assert [row.pk for row in shown(after).rows] == [rows[3], rows[5], rows[6]]


EDITED = [
    "x",
    "a~",
    "a~2026-03-10~",
    "a~2026-03-10T12:00:00~1",
    "a~nonsense~1",
    "a~2026-03-10T12:00:00+00:00~x",
    "\x00~\x00~\x00",
    "a~0001-01-01T00:00:00+14:00~1",
    "b~9999-12-31T23:59:59-14:00~1",
    "a~2026-03-10T12:00:00+00:00~99999999999999999999999",
    "b~0001-01-01T00:00:00+00:00~-1",
    "a" * 10_000,
]


@pytest.mark.parametrize("cursor", EDITED)
def test_an_edited_cursor_does_no_harm(rows, cursor):
    assert len(shown(cursor).rows) <= 3


def test_a_cursor_is_read_as_it_was_written():
    keys = keys_of(Ticket, ["-touched_at"])
    cursor = Cursor((NOON, 310), is_backward=True)

    assert (str(cursor), Cursor.parse(str(cursor), keys)) == ("b~2026-03-10T12:00:00+00:00~310", cursor)


def test_several_columns_lead_through_every_row_both_ways(rows):
    for number, pk in enumerate(rows):
        Ticket.objects.filter(pk=pk).update(priority=number % 2 + 1)
    expected = sorted(rows, key=lambda pk: (-(rows.index(pk) % 2), pk))

    forward: list[Ticket] = []
    cursor = ""
    while cursor or not forward:
        one = page(Ticket.objects.all(), by=("-priority", "pk"), cursor=cursor, size=3)
        forward, cursor = [*forward, *one.rows], one.after
    back = page(Ticket.objects.all(), by=("-priority", "pk"), cursor=one.before, size=3)

    assert [row.pk for row in forward] == expected
    assert [row.pk for row in back.rows] == expected[3:6]


def test_rows_with_an_empty_value_stand_last_both_ways(rows):
    for number, pk in enumerate(rows[:4]):
        Ticket.objects.filter(pk=pk).update(started_at=NOON + timedelta(minutes=number))
    expected = rows[:4] + sorted(rows[4:])

    def due(cursor: str):
        return page(Ticket.objects.all(), by=("started_at?",), cursor=cursor, size=3)

    first = due("")
    second = due(first.after)
    third = due(second.after)
    back = due(third.before)

    assert [[row.pk for row in one.rows] for one in (first, second, third, back, due(back.before))] == [
        expected[:3],
        expected[3:6],
        expected[6:],
        expected[3:6],
        expected[:3],
    ]


def test_a_page_is_one_query(rows, django_assert_num_queries):
    after = shown().after

    with django_assert_num_queries(2):
        assert len(shown().rows) == len(shown(after).rows) == 3
