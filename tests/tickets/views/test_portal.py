"""A requester's tickets on the web."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation import blobs
from tests import factories
from tests.tickets.moments import EARLIER, LATER
from tests.tickets.standing import history, stand
from tickets import grants
from tickets.actions import conversation, files, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import Status
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db


def an_answer(**changes: Any) -> dict[str, Any]:
    return {"submission": str(uuid.UUID(int=1)), "body": "Still red.", **changes}


def attached(ticket: Ticket, name: str, content: bytes) -> Attachment:
    form = uuid.uuid4()
    files.keep_drafts(form, [SimpleUploadedFile("x", content)])
    Attachment.objects.filter(submission=form).update(file_name=name)
    files.attach_drafts(ticket.messages.get(), form)
    return Attachment.objects.get(file_name=name)


def test_the_requester_reads_the_conversation_and_not_the_desk_s_business(ticket, agent, requester, sign_in):
    conversation.reply(ticket, Draft("Please <b>restart</b> it."), by=agent)

    page = sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()

    assert ("The light is red." in page, "Please &lt;b&gt;restart&lt;/b&gt; it." in page) == (True, True)
    assert [word for word in ("agent@example.org", "Line 1", "Normal") if word in page] == []


def test_an_answer_is_taken_once_and_shown(ticket, requester, sign_in):
    client = sign_in(requester)

    paths = {client.post(f"/tickets/{ticket.pk}/answer/", an_answer()).headers["Location"] for _ in range(2)}

    message = ticket.messages.order_by("-pk")[0]
    assert paths == {f"/tickets/{ticket.pk}/#message-{message.pk}"}
    assert (message.body, message.author, message.is_verified, history(ticket)) == (
        "Still red.",
        requester,
        True,
        ["opened", "written", "proven"],
    )


@pytest.mark.parametrize(("purpose", "is_verified"), [("mail", True), ("code", False), ("receipt", False)])
def test_only_a_mailed_link_proves_who_writes(client, ticket, purpose, is_verified):
    session = client.session
    grants.give(session, ticket, grants.Purpose(purpose))
    session.save()

    client.post(f"/tickets/{ticket.pk}/answer/", an_answer())

    assert ticket.messages.order_by("-pk")[0].is_verified is is_verified


def test_nobody_proves_to_be_the_requester_of_a_ticket_without_one(client, support):
    ticket = factories.ticket(None, support)
    client.post(reverse("tickets:follow"), {"reference": ticket.pk, "code": grants.follow_code(ticket)})

    client.post(f"/tickets/{ticket.pk}/answer/", an_answer())

    message = ticket.messages.order_by("-pk")[0]
    assert (message.author, message.is_verified) == (None, False)


def test_an_empty_answer_keeps_its_files(ticket, requester, sign_in):
    client = sign_in(requester)
    response = client.post(f"/tickets/{ticket.pk}/answer/", an_answer(body="", files=SimpleUploadedFile("light.txt", b"red")))

    client.post(f"/tickets/{ticket.pk}/answer/", an_answer())

    assert (response.status_code, "light.txt" in response.content.decode()) == (422, True)
    assert [file.file_name for file in ticket.messages.order_by("-pk")[0].attachments.all()] == ["light.txt"]


def test_an_answer_to_a_resolved_ticket_reopens_it(ticket, requester, sign_in):
    stand(ticket, Status.RESOLVED)

    sign_in(requester).post(f"/tickets/{ticket.pk}/answer/", an_answer())

    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN


def test_an_answer_to_an_old_ticket_opens_a_linked_one_and_says_so(ticket, requester, sign_in):
    stand(ticket, Status.CLOSED, closed_at=LATER - timedelta(days=99))
    client = sign_in(requester)
    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    answers = [client.post(f"/tickets/{ticket.pk}/answer/", an_answer(), follow=True) for _ in range(2)]

    new = Ticket.objects.exclude(pk=ticket.pk).get()
    assert "What you write now opens a new ticket." in page
    assert {answer.request["PATH_INFO"] for answer in answers} == {f"/tickets/{new.pk}/"}
    assert f"so your message has opened a new ticket, {new.reference}." in answers[0].content.decode()
    assert (history(new), history(ticket)) == (["opened", "linked"], ["opened", "linked"])


@pytest.mark.parametrize(("purpose", "is_proven"), [("mail", True), ("code", False)])
def test_who_holds_a_link_to_the_old_ticket_may_read_the_new_one(client, ticket, purpose, is_proven):
    stand(ticket, Status.CLOSED, closed_at=LATER - timedelta(days=99))
    session = client.session
    grants.give(session, ticket, grants.Purpose(purpose))
    session.save()

    answer = client.post(f"/tickets/{ticket.pk}/answer/", an_answer(), follow=True)

    new = Ticket.objects.exclude(pk=ticket.pk).get()
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, f"/tickets/{new.pk}/")
    assert (new.requester_proven, new.messages.get().is_verified) == (is_proven, is_proven)


def test_files_of_a_late_answer_go_to_the_new_ticket(ticket, requester, sign_in):
    stand(ticket, Status.CLOSED, closed_at=LATER - timedelta(days=99))

    sign_in(requester).post(f"/tickets/{ticket.pk}/answer/", an_answer(files=SimpleUploadedFile("light.txt", b"red")))

    new = Ticket.objects.exclude(pk=ticket.pk).get()
    assert [file.file_name for file in new.messages.get().attachments.all()] == ["light.txt"]


def test_a_resolved_ticket_says_when_it_closes(ticket, agent, requester, sign_in):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent, at=LATER)

    assert "We will close this on 19 March 2026." in sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()


def test_a_receipt_shows_reference_code_and_what_comes_next(ticket, requester, sign_in):
    page = sign_in(requester).get(f"/tickets/{ticket.pk}/receipt/").content.decode()

    assert (ticket.reference in page, grants.follow_code(ticket) in page) == (True, True)
    assert "You get an answer by e-mail." in page


def test_a_file_is_a_download_in_a_sandbox(ticket, requester, sign_in):
    file = attached(ticket, 'pla "fibra" à.html', b"<html><script>x</script></html>")

    response = sign_in(requester).get(f"/tickets/{ticket.pk}/files/{file.pk}/")

    assert b"".join(response.streaming_content) == b"<html><script>x</script></html>"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=\"pla _fibra_ _.html\"; filename*=UTF-8''pla%20%22fibra%22%20%C3%A0.html"
    )
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (response.headers["X-Content-Type-Options"], response.headers["Content-Length"]) == ("nosniff", "31")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_file_whose_content_is_gone_is_not_there(ticket, requester, sign_in, settings):
    file = attached(ticket, "light.txt", b"red")
    (settings.STORAGES["blobs"]["OPTIONS"]["location"] / blobs.name_of(file.digest)).unlink()

    assert sign_in(requester).get(f"/tickets/{ticket.pk}/files/{file.pk}/").status_code == 404


def test_a_draft_is_nobody_s_file_yet(ticket, requester, sign_in):
    files.keep_drafts(uuid.uuid4(), [SimpleUploadedFile("light.txt", b"red")])

    assert sign_in(requester).get(f"/tickets/{ticket.pk}/files/{Attachment.objects.get().pk}/").status_code == 404


def test_my_tickets_are_mine_and_the_last_touched_come_first(support, requester, stranger, sign_in):
    factories.ticket(requester, support, title="Older", at=EARLIER)
    factories.ticket(requester, support, title="Newer", at=LATER)
    factories.ticket(stranger, support, title="Foreign")

    page = sign_in(requester).get("/tickets/").content.decode()

    assert "Foreign" not in page
    assert page.index("Newer") < page.index("Older")


def test_somebody_without_tickets_is_told_what_appears_here(requester, support, sign_in):
    assert "No ticket yet" in sign_in(requester).get("/tickets/").content.decode()


def test_more_than_25_tickets_have_pages(support, requester, sign_in):
    for _ in range(26):
        factories.ticket(requester, support)
    client = sign_in(requester)

    first = client.get("/tickets/")
    second = client.get("/tickets/", {"at": first.context["page"].after})

    assert [len(one.context["page"].rows) for one in (first, second)] == [25, 1]
    assert ('rel="next"' in first.content.decode(), 'rel="prev"' in second.content.decode()) == (True, True)


def test_an_edited_page_address_shows_the_first_page(ticket, requester, sign_in):
    for cursor in ("x", "a~0001-01-01T00:00:00+14:00~1", "\x00", "a~2026-03-10T12:00:00 00:00~1"):
        assert "No connection" in sign_in(requester).get("/tickets/", {"at": cursor}).content.decode()


def test_an_unknown_reference_shows_the_ways_to_one_s_own(client: Client, support):
    response = client.get("/tickets/310/")

    assert response.status_code == 404
    assert ("suport#310" in response.content.decode(), "/accounts/login/?next=/tickets/310/" in response.content.decode()) == (True, True)
