"""Words that would disguise, break or overflow something."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Queue
from tests import factories
from tickets.actions import conversation, lifecycle
from tickets.enums import StallReason
from tickets.errors import Refused

pytestmark = pytest.mark.django_db


def test_a_title_turns_nothing_around(support: Queue, requester: User, agent: User) -> None:
    ticket = factories.ticket(requester, support, title="gpj\u202eexe.\u202c")

    renamed = lifecycle.retitle(ticket, title="a\u202eb\x01c\u2028d", by=agent)

    assert (ticket.title, renamed.title) == ("gpjexe.", "abc d")


def test_a_date_beyond_the_calendar_of_another_zone_is_refused_in_words(
    client: Client, support: Queue, requester: User, agent: User
) -> None:
    agent.time_zone = "America/New_York"
    agent.save(update_fields=["time_zone"])
    ticket = factories.ticket(requester, support)
    conversation.log_call(ticket, conversation.Draft("x"), by=agent)
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(f"/desk/tickets/{ticket.pk}/stall/", {"why": "date", "until": "9999-12-31T23:59"})

    assert (answer.status_code, "very far away" in answer.content.decode()) == (422, True)


def test_nothing_waits_for_longer_than_ten_years(support: Queue, requester: User, agent: User) -> None:
    ticket = factories.ticket(requester, support)
    conversation.log_call(ticket, conversation.Draft("x"), by=agent)

    with pytest.raises(Refused, match="very far away"):
        lifecycle.stall(ticket, why=StallReason.DATE, until=datetime(9999, 1, 1, tzinfo=UTC), by=agent)
