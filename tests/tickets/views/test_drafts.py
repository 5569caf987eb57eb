"""Everything of a reply is kept while it is written, shown as it will go out, and found again wherever the ticket went."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from foundation.markup import as_html
from notifications.models import Delivery
from queues.enums import MacroStatus
from queues.models import Macro
from tests import factories
from tests.tickets.standing import stand
from tickets.actions import conversation, following, merging
from tickets.actions.conversation import Draft
from tickets.enums import FollowerRole, Status
from tickets.models import Follower, SavedDraft, Ticket

pytestmark = pytest.mark.django_db

FIRST = "We have read your message and we are working on it."
PARTS = {"first": "yes", "on_it": "on", "needs": "Your router's model", "news_by": "2026-03-12T16:00"}


@pytest.fixture
def desk(agent: User, sign_in) -> Client:
    """The agent's browser."""
    client: Client = sign_in(agent)
    return client


@pytest.fixture
def follower(ticket: Ticket, colleague: User) -> Follower:
    """Pere gets copies of Marta's ticket."""
    return following.follow(ticket, colleague, role=FollowerRole.CC, by=None)


def words(**changes: Any) -> dict[str, Any]:
    return {"submission": str(uuid.UUID(int=1)), "body": "Please restart it.", **changes}


def test_all_parts_of_a_first_reply_are_saved_and_offered_again(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(**PARTS, quiet="1"))

    form = desk.get(f"/desk/tickets/{ticket.pk}/").context["forms"]["reply"]
    assert [form[name].value() for name in ("body", "on_it", "needs", "news_by")] == [
        "Please restart it.",
        "on",
        "Your router's model",
        "2026-03-12T16:00",
    ]
    assert form.is_unfolded


def test_how_it_was_solved_is_saved_with_the_reply(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(cause="A bent pin.", fix="Changed the cable.", is_workaround="workaround"))

    solve = desk.get(f"/desk/tickets/{ticket.pk}/").context["solve"]
    assert [solve[name].value() for name in ("cause", "fix", "is_workaround")] == ["A bent pin.", "Changed the cable.", "workaround"]
    assert solve.is_open


def test_parts_alone_are_a_draft_and_an_untouched_form_is_none(desk, ticket):
    path = f"/desk/tickets/{ticket.pk}/drafts/reply/"
    desk.post(path, words(body="", is_workaround="cure", quiet="1"))
    assert SavedDraft.objects.count() == 0

    desk.post(path, words(body="", needs="A photo"))

    assert SavedDraft.objects.get().start == "A photo"
    assert "A photo" in desk.get("/desk/drafts/").content.decode()


def test_parts_stay_when_a_colleague_answers_first(desk, ticket, lead):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(**PARTS))
    conversation.reply(ticket, Draft("Hello."), by=lead)

    assert desk.get(f"/desk/tickets/{ticket.pk}/").context["forms"]["reply"]["needs"].value() == "Your router's model"


def test_boxes_without_a_tick_stay_so_in_the_draft(desk, ticket, follower):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(cc_shown=[follower.user_id], quiet="1"))

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert f'<input type="checkbox" name="cc" value="{follower.user_id}">' in page


def test_the_preview_shows_the_very_words_that_go_out(desk, ticket, requester):
    User.objects.filter(pk=requester.pk).update(language="ca")
    shown = desk.post(f"/desk/tickets/{ticket.pk}/preview/reply/", words(**PARTS)).context["forms"]["reply"]

    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(**PARTS))

    message = ticket.messages.get(is_ours=True)
    assert (shown.preview, shown.preview_language) == (as_html(message.body), "ca")
    assert message.body.startswith("Hem llegit")


def test_a_preview_keeps_what_stands_beside_and_says_when_there_is_nothing(desk, ticket):
    path = f"/desk/tickets/{ticket.pk}/preview/reply/"

    page = desk.post(path, words(body="", fix="Changed the cable.", news_by="2026-03-12T16:00", first="yes"))

    assert "There is no text yet." in page.content.decode()
    assert page.context["solve"]["fix"].value() == "Changed the cable."
    assert desk.post(path, words(news_by="soon")).status_code == 200


def test_a_first_reply_that_is_taken_back_has_its_parts_again(desk, ticket, follower):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(**PARTS, cc_shown=[follower.user_id]))
    message = ticket.messages.get(is_ours=True)

    desk.post(f"/desk/tickets/{ticket.pk}/messages/{message.pk}/cancel/")

    row = SavedDraft.objects.get()
    assert (row.body, row.besides) == (
        "Please restart it.",
        {"on_it": "on", "needs": "Your router's model", "news_by": "2026-03-12T16:00", "left_out": [follower.user_id]},
    )


def test_other_needs_in_the_same_form_are_another_reply(desk, ticket):
    for needs in ("A photo", "A photo", "A video"):
        desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(first="yes", needs=needs))

    assert ticket.messages.filter(is_ours=True).count() == 2


@pytest.mark.parametrize("status", ["", MacroStatus.STALLED, MacroStatus.RESOLVED])
def test_a_macro_writes_to_those_whom_the_page_named(desk, ticket, follower, stranger, status):
    following.follow(ticket, stranger, role=FollowerRole.CC, by=None)
    why = "requester" if status == MacroStatus.STALLED else ""
    macro = Macro.objects.create(names={"en": "Go"}, texts={"en": "Please restart it."}, status=status, stall_reason=why)
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(cc_shown=[follower.user_id, stranger.pk], cc=[stranger.pk]))
    page = desk.get(f"/desk/tickets/{ticket.pk}/?macro={macro.pk}")
    shown = {one.address for one in page.context["recipients"] if one.is_chosen}

    form = page.context["forms"]["reply"]
    boxes = {"cc_shown": [follower.user_id, stranger.pk], "cc": [stranger.pk]}
    desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", words(**boxes, submission=form["submission"].value()))

    sent = set(Delivery.objects.filter(mail__key__startswith="message:").values_list("address", flat=True))
    assert shown == sent == {"marta@example.net", "stranger@example.com"}


def test_a_macro_sends_the_parts_of_a_first_reply(desk, ticket):
    macro = Macro.objects.create(names={"en": "Go"}, texts={"en": "Hello."}, status=MacroStatus.STALLED, stall_reason="requester")

    desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", words(body="", first="yes", on_it="on"))

    assert ticket.messages.get(is_ours=True).body == FIRST


def test_a_draft_of_a_closed_ticket_is_shown_and_comes_back_with_it(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(**PARTS))
    stand(ticket, Status.CLOSED)

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert all(said in page for said in ("You had begun a reply", "Please restart it.", "Your router&#x27;s model"))
    stand(ticket, Status.OPEN)
    assert "Please restart it.</textarea>" in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


@pytest.mark.parametrize("has_one_there", [False, True])
def test_a_draft_of_a_merged_ticket_is_found_where_it_goes_on(desk, ticket, support, requester, lead, has_one_there):
    root = factories.ticket(requester, support)
    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(body="Half an hour of work."))
    if has_one_there:
        desk.post(f"/desk/tickets/{root.pk}/drafts/reply/", words(body="Another one.", submission=uuid.uuid4()))
    merging.merge(ticket, into=root, by=lead)

    page = desk.get(f"/desk/tickets/{root.pk}/").content.decode()

    assert ("Half an hour of work." in page, "Another one." in page) == (True, has_one_there)


def test_what_is_saved_after_the_merging_is_kept_there_too(desk, ticket, support, requester, lead):
    root = merging.merge(ticket, into=factories.ticket(requester, support), by=lead)

    desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(quiet="1"))

    assert SavedDraft.objects.get().ticket == root


def test_a_megabyte_is_kept_whole_and_refused_kindly(desk, ticket):
    text = "A word or *two*. " * 58_000

    saved = desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", words(body=text, quiet="1"))
    shown = desk.post(f"/desk/tickets/{ticket.pk}/preview/reply/", words(body=text))
    sent = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(body=text))

    assert (saved.status_code, shown.status_code, sent.status_code) == (204, 200, 422)
    assert (SavedDraft.objects.get().body, ticket.messages.filter(is_ours=True).count()) == (text, 0)
    assert text in sent.content.decode()
