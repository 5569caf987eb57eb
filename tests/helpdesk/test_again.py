"""Nothing typed is lost over a sign-out or a stale page."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ticket(support, requester) -> Ticket:
    return factories.ticket(requester, support)


@pytest.fixture
def strict() -> Client:
    """A browser whose forms must carry their token."""
    return Client(enforce_csrf_checks=True)


def a_reply(**more: Any) -> dict[str, Any]:
    return {"submission": str(uuid.uuid4()), "body": "Please restart\nthe router.", **more}


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def sign_in(client: Client, person) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def test_a_reply_written_after_a_sign_out_is_sent_after_signing_in(client, ticket, agent):
    path = reverse("desk:reply", args=[ticket.pk])
    away = client.post(path, a_reply(files=SimpleUploadedFile("light.txt", b"red"), then="reply"))
    sign_in(client, agent)
    page = client.get(client.get(reverse("landing")).headers["Location"]).content.decode()

    response = client.post(path, hidden_fields(page))

    message = Message.objects.get(author=agent)
    assert away.headers["Location"] == "/accounts/login/?next=/again/"
    assert f'action="{path}"' in page
    assert (response.status_code, message.body) == (302, "Please restart\nthe router.")
    assert [file.file_name for file in message.attachments.all()] == ["light.txt"]


def test_a_requester_s_answer_survives_a_sign_out_too(client, ticket, requester):
    path = reverse("tickets:answer", args=[ticket.pk])
    away = client.post(path, a_reply())
    sign_in(client, requester)

    client.post(path, hidden_fields(client.get("/again/").content.decode()))

    assert away.headers["Location"] == "/accounts/login/?next=/again/"
    assert ticket.messages.order_by("-pk")[0].body == "Please restart\nthe router."


def test_what_was_sent_is_not_offered_again(client, ticket, agent):
    path = reverse("desk:reply", args=[ticket.pk])
    client.post(path, a_reply())
    sign_in(client, agent)
    client.post(path, hidden_fields(client.get("/again/").content.decode()))

    page = client.get("/again/").content.decode()

    assert "There is nothing to send again" in page
    assert client.get(reverse("landing")).headers["Location"] == "/desk/"


def test_what_was_refused_is_still_kept(client, ticket, agent):
    path = reverse("desk:transfer", args=[ticket.pk])
    client.post(path, {"queue": "", "note": "Collect the fee."})
    sign_in(client, agent)

    refused = client.post(path, hidden_fields(client.get("/again/").content.decode()))

    assert refused.status_code == 422
    assert "Collect the fee." in client.get("/again/").content.decode()


def test_looking_at_what_is_kept_changes_nothing(client, ticket, agent):
    client.post(reverse("desk:note", args=[ticket.pk]), a_reply())
    sign_in(client, agent)

    pages = [client.get("/again/").content.decode() for _ in range(2)]

    assert [("Please restart" in page) for page in pages] == [True, True]
    assert ticket.messages.count() == 1


def test_a_stale_token_from_our_own_page_keeps_the_form(strict, support):
    form = {
        "submission": str(uuid.uuid4()),
        "title": "No connection",
        "csrfmiddlewaretoken": "stale",
        "files": SimpleUploadedFile("a.txt", b"a"),
    }

    response = strict.post("/tickets/new/", form, headers=SAME)

    page = strict.get("/again/").content.decode()
    assert (response.status_code, response.headers["Location"]) == (302, "/again/")
    assert (hidden_fields(page)["title"], Attachment.objects.get().file_name) == ("No connection", "a.txt")
    assert "stale" not in page


@pytest.mark.parametrize(
    ("headers", "is_kept"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://localhost:8000"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_are_trusted_with_keeping(strict, support, headers, is_kept):
    response = strict.post("/tickets/new/", {"title": "No connection", "submission": str(uuid.uuid4())}, headers=headers)

    assert response.status_code == (302 if is_kept else 403)
    assert ("kept_form" in strict.session) is is_kept
    assert Ticket.objects.count() == 0


def test_from_elsewhere_no_file_is_kept(strict, support):
    form = {"submission": str(uuid.uuid4()), "files": SimpleUploadedFile("a.txt", b"a")}

    response = strict.post("/tickets/new/", form, headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, Attachment.objects.count()) == (403, 0)
    assert "We could not take this" in response.content.decode()


def test_a_password_is_never_kept(strict, house):
    response = strict.post("/accounts/login/", {"login": "a@example.org", "password": "hunter2"}, headers=SAME)

    assert response.status_code == 403
    assert "hunter2" not in str(dict(strict.session.items())) + strict.get("/again/").content.decode()


def test_without_a_kept_form_there_is_nothing_to_send(client, house):
    response = client.get("/again/")

    assert response.status_code == 200
    assert "There is nothing to send again" in response.content.decode()
