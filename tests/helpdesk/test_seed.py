"""Many tickets at once, for measuring."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from helpdesk.management.commands import seed
from queues.matrix import STANDARD, priority_from
from tests import factories
from tickets.enums import Kind, Priority, PromiseState, Status, Verb
from tickets.models import Message, Promise, Resolution, SearchEntry, SearchIndex, Ticket, TicketEvent

pytestmark = pytest.mark.django_db


def run(**options: int) -> str:
    out = StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


def indexes() -> set[str]:
    """The names of everything on the tables of tickets that can be taken away and put back."""
    with connection.cursor() as cursor:
        return {
            f"{table}.{name}"
            for table in ("tickets_ticket", "tickets_message", "tickets_ticketevent", "tickets_ticket_services", "tickets_searchentry")
            for name in connection.introspection.get_constraints(cursor, table)
        }


def test_unfinished_tickets_stay_as_many_and_closed_ones_grow(monkeypatch) -> None:
    monkeypatch.setattr(seed, "UNFINISHED", 40)

    run(tickets=100)
    run(tickets=300)

    assert Ticket.objects.unfinished().count() == 40
    assert Ticket.objects.filter(status__in=[Status.CLOSED, Status.REJECTED]).count() == 360


def test_a_ticket_has_about_two_messages_of_sixty_words() -> None:
    run(tickets=3_000)

    words = [len(body.split()) for body in Message.objects.values_list("body", flat=True)]
    closed = Ticket.objects.filter(status__in=[Status.CLOSED, Status.REJECTED])
    assert 2.1 < Message.objects.filter(ticket__in=closed).count() / closed.count() < 2.3
    assert 57 < sum(words) / len(words) < 63


def test_every_ticket_has_the_history_of_what_happened_to_it() -> None:
    run(tickets=200)

    for ticket in Ticket.objects.prefetch_related("events", "messages"):
        events = sorted(ticket.events.all(), key=lambda event: event.pk)
        assert events[0].verb == Verb.OPENED
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert ticket.touched_at == events[-1].at
        assert sum("message" in event.payload for event in events) == len(ticket.messages.all())


def test_what_somebody_works_on_is_sorted_and_what_is_new_is_not() -> None:
    run(tickets=400)

    new, others = Ticket.objects.new(), Ticket.objects.unfinished().exclude(status=Status.NEW)
    assert {(ticket.kind, ticket.category_id, ticket.priority) for ticket in new} == {("", None, Priority.NORMAL)}
    assert all(ticket.priority == priority_from(STANDARD, ticket.people, ticket.urgency) for ticket in others)
    assert others.filter(events__verb=Verb.TRIAGED).distinct().count() == others.count()


def test_a_ticket_on_a_higher_line_was_escalated_there() -> None:
    run(tickets=100)

    for ticket in Ticket.objects.prefetch_related("events"):
        steps = [event.payload["tier"] for event in ticket.events.all() if event.verb == Verb.ESCALATED]
        assert sorted(steps) == list(range(2, ticket.tier + 1))


def test_news_are_promised_and_some_are_late() -> None:
    run(tickets=600)

    owed = Ticket.objects.promised().prefetch_related("promises")
    assert {ticket.promised_at for ticket in owed} == set(Promise.objects.values_list("due_at", flat=True))
    assert set(Promise.objects.values_list("state", flat=True)) == {PromiseState.OPEN, PromiseState.BROKEN}


def test_some_open_tickets_are_called_alike(monkeypatch) -> None:
    monkeypatch.setattr(seed, "UNFINISHED", 1_000)

    run(tickets=1_000)

    assert any(ticket.has_vague_title for ticket in Ticket.objects.unfinished().with_alike())


def test_what_was_solved_in_the_last_year_says_how(monkeypatch) -> None:
    monkeypatch.setattr(seed, "UNFINISHED", 10)

    run(tickets=300)

    solved = Resolution.objects.select_related("event", "ticket")
    assert 50 < len(solved) < 150
    assert all((one.event.verb, one.category_id) == (Verb.RESOLVED, one.ticket.category_id) and one.fix for one in solved)
    assert all(bool(one.cause) == (one.ticket.kind == Kind.INCIDENT) for one in solved)


def test_the_pages_of_a_seeded_ticket_answer(client, sign_in) -> None:
    run(tickets=60)
    ticket = Ticket.objects.filter(status=Status.OPEN, queue__slug="support").exclude(owner=None).first()
    assert ticket is not None
    assert ticket.owner is not None

    response = sign_in(ticket.owner).get(f"/desk/tickets/{ticket.pk}/")

    assert response.status_code == 200


def test_work_goes_on_after_the_numbers_that_were_given(support, requester) -> None:
    run(tickets=50)
    last = Ticket.objects.order_by("pk").last()

    ticket = factories.ticket(requester, support)

    assert last is not None
    assert ticket.pk == last.pk + 1
    assert TicketEvent.objects.filter(ticket=ticket).count() == 1


def test_indexes_and_keys_are_back_when_there_were_many_rows(monkeypatch) -> None:
    monkeypatch.setattr(seed, "MANY", 10)
    before = indexes()

    run(tickets=100)

    assert indexes() == before
    connection.check_constraints()


def findable() -> tuple[list[Any], list[Any]]:
    """All entries of the search, and the rows of the database's own index."""
    return list(SearchEntry.objects.order_by("pk").values()), list(SearchIndex.objects.order_by("rowid").values())


def test_what_was_seeded_is_found_as_if_people_had_written_it() -> None:
    run(tickets=40)
    entries, index = findable()

    call_command("reindex_search", verbosity=0)

    assert findable() == (entries, index)
    assert len(entries) == len(index) == Message.objects.count()


def test_the_same_chance_gives_the_same_tickets() -> None:
    run(tickets=30, chance=7)
    run(tickets=30, chance=7)

    titles = list(Ticket.objects.order_by("pk").values_list("title", flat=True))
    assert titles[:30] == titles[30:]


def test_the_command_says_how_many_rows_and_how_fast() -> None:
    said = run(tickets=10)

    assert "tickets             10 rows" in said
    assert "a second, indexes included" in said


def test_subscribers_come_with_the_status_page() -> None:
    assert run(subscribers=1_000) == "Subscribers come with the status page; none were added.\n"


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="Give numbers of 0 or more"):
        run(tickets=-1)
