"""The composer's buttons."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import installation
from accounts.models import User
from notifications.models import Delivery
from tests import factories
from tests.tickets.standing import history, stand
from tickets.actions import conversation, merging
from tickets.actions.conversation import Answer
from tickets.enums import Channel, Status
from tickets.models import Message, SavedDraft, Ticket

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
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(then="resolve", fix="Restarted the router."))

    ticket.refresh_from_db()
    assert (ticket.status, history(ticket)) == (Status.RESOLVED, ["opened", "answered", "resolved"])


@pytest.mark.parametrize("more", [{}, {"then": "resolve", "fix": "Restarted the router."}])
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


def last_event(ticket: Ticket) -> int:
    return int(ticket.events.order_by("-pk")[0].pk)


def test_a_reply_on_the_web_waits_and_can_be_cancelled_by_a_button(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words())
    message = ticket.messages.get(is_ours=True)

    assert "Leaves in" in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    response = desk.post(f"/desk/tickets/{ticket.pk}/messages/{message.pk}/cancel/")

    assert response.headers["Location"] == f"/desk/tickets/{ticket.pk}/#composer"
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert (ticket.messages.count(), "Please restart it.</textarea>" in page, "A reply was cancelled" in page) == (1, True, True)


def test_a_reply_that_left_is_not_cancelled(desk, ticket, clock):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words())
    clock.shift(15)

    page = desk.post(f"/desk/tickets/{ticket.pk}/messages/{ticket.messages.get(is_ours=True).pk}/cancel/", follow=True).content.decode()

    assert ("has left already" in page, "Leaves in" in page) == (True, False)


def test_the_house_may_want_no_window(desk, ticket, house):
    type(house).objects.update(undo_seconds=0)
    installation.forget()

    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words())

    assert ticket.messages.get(is_ours=True).leaves_at is None


def test_outside_nobody_sees_a_reply_before_it_leaves(desk, ticket, requester, clock):
    upload = SimpleUploadedFile("a.txt", b"a")
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(files=upload))
    outside = Client()
    outside.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")
    file = f"/tickets/{ticket.pk}/files/{ticket.messages.get(is_ours=True).attachments.get().pk}/"

    assert "Please restart it." not in outside.get(f"/tickets/{ticket.pk}/").content.decode()
    assert outside.get(file).status_code == 404
    clock.shift(15)
    assert "Please restart it." in outside.get(f"/tickets/{ticket.pk}/").content.decode()
    assert b"".join(outside.get(file)) == b"a"


def test_a_held_reply_is_kept_and_shown_with_the_news(desk, ticket, requester):
    seen = last_event(ticket)
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(seen=seen))

    page = response.content.decode()
    assert (response.status_code, ticket.messages.filter(is_ours=True).count()) == (422, 0)
    assert all(said in page for said in ("Please restart it.</textarea>", "nothing was sent", "message--news", "Send anyway"))
    assert SavedDraft.objects.get().body == "Please restart it."


def test_one_more_click_sends_what_was_held(desk, ticket, requester):
    seen = last_event(ticket)
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)
    held = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(seen=seen)).context["forms"]["reply"]

    values = words(seen=held["seen"].value(), version=held["version"].value())
    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", values)

    assert (response.status_code, ticket.messages.filter(is_ours=True).count(), SavedDraft.objects.count()) == (302, 1, 0)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "1\x00"])
def test_an_altered_form_is_no_error(desk, ticket, seen):
    assert desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(seen=seen, version=seen)).status_code == 302


@pytest.mark.parametrize("name", ["reply", "note", "call"])
def test_a_preview_shows_the_marks_and_sends_nothing(desk, ticket, name):
    response = desk.post(f"/desk/tickets/{ticket.pk}/preview/{name}/", words(body="**Now** <b>", files=SimpleUploadedFile("a.txt", b"a")))

    page = response.content.decode()
    assert (response.status_code, ticket.messages.count()) == (200, 1)
    assert all(said in page for said in ("<strong>Now</strong> &lt;b&gt;", "**Now** &lt;b&gt;</textarea>", "a.txt"))


@pytest.mark.parametrize("path", ["preview", "drafts"])
def test_there_is_no_other_form(desk, ticket, path):
    assert desk.post(f"/desk/tickets/{ticket.pk}/{path}/sermon/", words()).status_code == 404


def test_a_draft_is_saved_and_offered_again_with_its_files(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/note/", words(files=SimpleUploadedFile("a.txt", b"a")))

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert all(said in page for said in ("Please restart it.</textarea>", "a.txt", "Draft saved"))
    assert 'value="note" checked' in page


def test_a_draft_is_its_writer_s_alone(desk, ticket, lead):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words())
    other = Client()
    other.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")

    assert "Please restart it." not in other.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "Please restart it." not in other.get("/desk/drafts/").content.decode()
    assert "Please restart it." in desk.get("/desk/drafts/").content.decode()


def test_a_script_saves_without_a_page(desk, ticket):
    response = desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(quiet="1"))
    torn = desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(quiet="1", body="Other words."))

    assert (response.status_code, response.headers["Draft-Version"], response.headers["Draft-Elsewhere"]) == (204, "1", "")
    assert (torn.headers["Draft-Version"], torn.headers["Draft-Elsewhere"]) == ("2", "1")
    assert "Another window held other words" in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_what_was_sent_is_not_saved_once_more(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words())

    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(quiet="1"))

    assert SavedDraft.objects.count() == 0


def test_a_draft_older_than_the_news_says_so(desk, ticket, requester):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(seen=last_event(ticket)))
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    assert "Since you began to write" in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_a_draft_is_deleted_by_a_button(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words())

    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/discard/")

    assert SavedDraft.objects.count() == 0


def test_a_page_says_how_the_mail_fared(desk, ticket, clock):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words())
    Delivery.objects.update(state="failed", reason="The mail relay refused it.")

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "marta@example.net</bdi>: could not be sent (The mail relay refused it.)" in page
