"""The composer's buttons."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from tests import factories
from tests.tickets.standing import history, stand
from tickets.actions import merging
from tickets.enums import Status
from tickets.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def words(**changes: Any) -> dict[str, Any]:
    return {"submission": str(uuid.UUID(int=1)), "body": "Please restart it.", **changes}


@pytest.mark.parametrize(("verb", "kind", "status"), [("reply", "public", "open"), ("call", "call", "open"), ("note", "note", "new")])
def test_each_button_writes_its_kind_and_leads_to_it(desk, ticket, agent, verb, kind, status):
    response = desk.post(f"/desk/tickets/{ticket.pk}/{verb}/", words())

    ticket.refresh_from_db()
    message = ticket.messages.order_by("-pk")[0]
    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/#message-{message.pk}")
    assert (message.kind, message.author, message.body, ticket.status) == (kind, agent, "Please restart it.", status)


def test_a_reply_may_resolve_in_the_same_act(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(then="resolve"))

    ticket.refresh_from_db()
    assert (ticket.status, history(ticket)) == (Status.RESOLVED, ["opened", "answered", "resolved"])


@pytest.mark.parametrize("more", [{}, {"then": "resolve"}])
def test_a_double_click_writes_once(desk, ticket, more):
    for _ in range(2):
        assert desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(**more)).status_code == 302

    assert ticket.messages.filter(is_ours=True).count() == 1


@pytest.mark.parametrize("verb", ["reply", "note", "call"])
def test_a_refusal_keeps_text_and_files(desk, ticket, verb):
    stand(ticket, Status.CLOSED)
    path = f"/desk/tickets/{ticket.pk}/{verb}/"

    response = desk.post(path, words(body="" if verb == "note" else "My words.", files=SimpleUploadedFile("light.txt", b"red")))

    page = response.content.decode()
    assert (response.status_code, Message.objects.count()) == (422, 1)
    assert ("light.txt" in page, "My words." in page) == (True, verb != "note")


def test_a_file_comes_with_its_message(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/note/", words(files=[SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]))

    assert [file.file_name for file in ticket.messages.order_by("-pk")[0].attachments.order_by("pk")] == ["a.txt", "b.txt"]


def test_a_form_without_its_id_is_not_taken(desk, ticket):
    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", {"body": "My words."})

    assert (response.status_code, "My words." in response.content.decode(), ticket.messages.count()) == (422, True, 1)


def test_too_long_a_text_is_explained_and_kept(desk, ticket):
    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(body="x" * 20_001))

    assert (response.status_code, "x" * 20_001 in response.content.decode()) == (422, True)


@pytest.mark.parametrize("kind", ["reply", "note", "call"])
def test_what_was_being_written_while_somebody_merged_is_kept(desk, ticket, support, requester, agent, kind):
    root = merging.merge(ticket, into=factories.ticket(requester, support), by=agent)

    response = desk.post(f"/desk/tickets/{ticket.pk}/{kind}/", words(body="Half an hour of work."))

    page = response.content.decode()
    assert (response.status_code, "Half an hour of work." in page) == (422, True)
    assert f"This ticket was merged into {root.reference}. Please go on there." in page
