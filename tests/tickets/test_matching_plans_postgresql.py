"""On PostgreSQL the ticket of a mail is found by keys alone, so that it takes as long among many tickets as among few."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mailroom.reading import read
from tests.tickets.mails import MARTA, STRANGER, arrive, our_id, raw, token_address
from tests.tickets.moments import LATER
from tickets import matching

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def plans(asked: list[dict[str, Any]]) -> list[str]:
    """How PostgreSQL answers each question when there is no other way than an index or the whole table."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for one in asked:
            if one["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {one['sql']}")
                found.append("\n".join(line for (line,) in cursor.fetchall()))
    return found


def mails(ticket) -> dict[str, tuple[bytes, str]]:
    """A mail for each way in which a ticket is found, and the address it was sent to."""
    return {
        "a signed address": (raw(), token_address(ticket)),
        "our Message-ID": (raw(In_Reply_To=our_id(ticket)), "suport@example.org"),
        "an earlier mail": (raw(In_Reply_To="<first@example.net>", References="<a@x.org> <b@x.org>"), "suport@example.org"),
        "the reference": (raw(subject=f"Re: {ticket.reference}", sender=MARTA), "suport@example.org"),
        "nothing": (raw(sender=STRANGER), "suport@example.org"),
    }


@pytest.mark.parametrize("by", ["a signed address", "our Message-ID", "an earlier mail", "the reference", "nothing"])
def test_each_question_reads_an_index_by_its_key(ticket, by):
    arrive(raw(identity="first@example.net", subject="Another matter"))
    mail, to = mails(ticket)[by]

    with CaptureQueriesContext(connection) as asked:
        matching.match(read(mail), (to,))

    found = plans(asked.captured_queries)
    assert found
    assert [plan for plan in found if "Seq Scan" in plan or "Index Cond" not in plan] == []


def test_copies_of_a_mail_are_found_by_what_it_says(support):
    arrive(raw())

    with CaptureQueriesContext(connection) as asked:
        arrive(raw(), at=LATER)

    looked = [one for one in asked.captured_queries if '"digest" = ' in one["sql"] and "FOR UPDATE" in one["sql"]]
    assert ["inbound_by_digest" in plan for plan in plans(looked)] == [True]
