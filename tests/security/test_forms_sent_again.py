"""The id of a form: what it gives to its writer, and what it gives to nobody else."""

import uuid
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from queues.models import Queue
from tests import factories
from tickets.actions import conversation, lifecycle
from tickets.enums import Status
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db

FORM = uuid.UUID("6f3c2b7e-1d7a-4f0e-9b51-3b0f5f6f9a10")


def asked(**changed: str) -> dict[str, str]:
    return {"submission": str(FORM), "title": "No light", "body": "Since Monday.", "name": "Ana", "email": "ana@example.net"} | changed


def test_the_same_form_twice_is_one_ticket_and_one_person(client: Client, support: Queue) -> None:
    first = client.post("/tickets/new/", asked())
    second = Client().post("/tickets/new/", asked())

    assert (first.headers["Location"], Ticket.objects.count(), User.objects.count()) == (second.headers["Location"], 1, 1)


def test_who_knows_the_id_of_a_form_gets_no_ticket_of_somebody_else(client: Client, support: Queue) -> None:
    client.post("/tickets/new/", asked())
    theirs = Ticket.objects.get()
    thief = Client()

    thief.post("/tickets/new/", asked(title="Mine", body="Mine", email="thief@example.com"))

    assert thief.get(f"/tickets/{theirs.pk}/").status_code == 404


def test_a_form_sent_again_with_other_words_loses_nothing(client: Client, support: Queue) -> None:
    client.post("/tickets/new/", asked())
    client.post("/tickets/new/", asked(body="It began on Sunday."))

    assert sorted(Message.objects.values_list("body", flat=True)) == ["It began on Sunday.", "Since Monday."]


def test_a_reply_sent_again_with_other_words_is_another_reply(support: Queue, agent: User, requester: User) -> None:
    ticket = factories.ticket(requester, support)
    say = partial(conversation.reply, ticket, by=agent)

    replies = [say(conversation.Draft(body, FORM)).pk for body in ("First.", "First.", "Second.")]

    assert replies[0] == replies[1] != replies[2]


def test_one_form_answers_each_ticket_for_itself(support: Queue, agent: User, requester: User) -> None:
    one, other = factories.ticket(requester, support), factories.ticket(requester, support)
    draft = conversation.Draft("The same words.", FORM)

    assert conversation.reply(one, draft, by=agent).ticket == one
    assert conversation.reply(other, draft, by=agent).ticket == other


def test_send_and_then_send_and_resolve_says_it_once_and_resolves(support: Queue, agent: User, requester: User) -> None:
    ticket = factories.ticket(requester, support)
    draft = conversation.Draft("Done.", FORM)
    conversation.reply(ticket, draft, by=agent)

    resolved = lifecycle.resolve(ticket, draft, by=agent)

    assert (resolved.status, ticket.messages.filter(is_ours=True).count()) == (Status.RESOLVED, 1)


def test_recording_twice_makes_no_second_caller(support: Queue, agent: User, client: Client) -> None:
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    form = {"submission": str(FORM), "name": "Rosa", "channel": "phone", "queue": str(support.pk), "title": "Slow", "body": "Very."}

    pages = [client.post("/desk/tickets/new/", form).headers["Location"] for _ in range(2)]

    assert (pages[0], User.objects.filter(name="Rosa").count()) == (pages[1], 1)


def test_searching_a_caller_survives_control_characters(support: Queue, agent: User, client: Client) -> None:
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post("/desk/tickets/new/", {"search": "1", "who": "Ro\x00sa"}).status_code == 200


def test_files_of_a_form_go_with_its_id_alone(client: Client, support: Queue, requester: User) -> None:
    client.post("/tickets/new/", asked(title="") | {"files": SimpleUploadedFile("light.png", b"\x89PNG light")})
    kept = Attachment.objects.get()

    page = Client().post("/tickets/new/", asked(submission=str(uuid.uuid4()), title="", remove_files=str(kept.pk)))

    assert Attachment.objects.filter(pk=kept.pk).exists()
    assert b"light.png" not in page.content
