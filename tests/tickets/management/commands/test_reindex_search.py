"""Making everything findable again."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests import factories
from tickets.actions import conversation
from tickets.actions.conversation import Draft
from tickets.models import SearchEntry, SearchIndex

pytestmark = pytest.mark.django_db


def run(**options: int) -> str:
    out = StringIO()
    call_command("reindex_search", stdout=out, **options)
    return out.getvalue()


def everything() -> list[list[Any]]:
    """All entries, and the rows of the database's own index."""
    return [list(SearchEntry.objects.order_by("pk").values()), list(SearchIndex.objects.order_by("rowid").values())]


def test_all_tickets_are_written_as_the_actions_write_them(ticket, support, requester, agent):
    factories.ticket(requester, support, title="网络")
    conversation.note(ticket, Draft("zebra"), by=agent)
    before = everything()
    SearchEntry.objects.all().delete()
    SearchIndex.objects.all().delete()

    assert run(batch=1) == "2 tickets can be searched.\n"
    assert everything() == before
    assert len(before[0]) == len(before[1]) == 3


def test_it_goes_on_where_it_was_stopped(ticket, support, requester):
    later = factories.ticket(requester, support)
    SearchEntry.objects.all().delete()

    assert run(below=later.pk) == "1 tickets can be searched.\n"
    assert [entry.ticket for entry in SearchEntry.objects.all()] == [ticket]


def test_what_belongs_to_no_message_goes(ticket):
    key = SearchEntry.key(ticket.pk, 987_654)
    SearchIndex.objects.create(rowid=key, words="zebra")
    SearchIndex.objects.create(rowid=SearchEntry.key(1, 0) - 5, words="zebra")

    run()

    assert list(SearchIndex.objects.values_list("rowid", flat=True)) == list(SearchEntry.objects.values_list("pk", flat=True))


def test_a_changed_name_is_found_afterwards(ticket, requester, agent):
    requester.name = "Marta Okapi"
    requester.save(update_fields=["name"])
    before = "okapi" in SearchEntry.objects.get().words

    run()

    assert (before, "okapi" in SearchEntry.objects.get().words) == (False, True)


def test_an_empty_house_is_done_at_once(support):
    assert run() == "0 tickets can be searched.\n"
