"""What one person leaves behind for the next at the same computer."""

import uuid

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Queue
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "Only for colleagues."


def left_behind(path: str) -> Client:
    """A browser whose writer had been signed out when they sent the form."""
    client = Client()
    client.post(path, {"submission": str(uuid.uuid4()), "body": WORDS})
    return client


def test_nobody_reads_a_kept_note_without_signing_in(support: Queue, requester: User) -> None:
    ticket = factories.ticket(requester, support)

    assert WORDS not in left_behind(f"/desk/tickets/{ticket.pk}/note/").get("/again/").content.decode()


def test_a_kept_note_waits_for_an_agent_of_that_ticket(
    support: Queue, requester: User, agent: User, treasurer: User, stranger: User
) -> None:
    ticket = factories.ticket(requester, support)

    readers = []
    for person in (requester, stranger, treasurer, agent):
        client = left_behind(f"/desk/tickets/{ticket.pk}/note/")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        if WORDS in client.get("/again/").content.decode():
            readers.append(person)

    assert readers == [agent]


def test_a_kept_answer_waits_for_its_requester(support: Queue, requester: User, stranger: User) -> None:
    ticket = factories.ticket(requester, support)

    readers = []
    for person in (stranger, requester):
        client = left_behind(f"/tickets/{ticket.pk}/answer/")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        if WORDS in client.get("/again/").content.decode():
            readers.append(person)

    assert readers == [requester]


def test_the_next_person_is_not_sent_to_what_is_not_theirs(support: Queue, requester: User, stranger: User) -> None:
    ticket = factories.ticket(requester, support)

    places = []
    for person in (stranger, requester):
        client = left_behind(f"/tickets/{ticket.pk}/answer/")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        places.append(client.get("/landing/").headers["Location"])

    assert places == ["/tickets/", "/again/"]
