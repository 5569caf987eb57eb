"""Choosing ready-made texts in the composer."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from queues.enums import MacroOwner
from queues.models import CannedReply, Macro
from tests.tickets.standing import history
from tickets.actions import conversation
from tickets.actions.conversation import Answer
from tickets.enums import Channel
from tickets.models import SavedDraft, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def canned() -> CannedReply:
    texts = {"en": "Hello {requester_name}, about {reference}: {{ title }} {% x %} {0.__class__} %(x)s", "ca": "Hola"}
    return CannedReply.objects.create(names={"en": "Greeting"}, texts=texts)


@pytest.fixture
def macro() -> Macro:
    return Macro.objects.create(names={"en": "Mine now"}, texts={"en": "I look after this, {requester_name}."}, owner=MacroOwner.ME)


def test_the_list_shows_both_kinds_and_can_be_searched(desk, ticket, canned, macro):
    every = desk.get(f"/desk/tickets/{ticket.pk}/macros/").content.decode()
    found = desk.get(f"/desk/tickets/{ticket.pk}/macros/?q=lòok").content.decode()

    assert all(said in every for said in ("Greeting", "Mine now", "I look after this, Marta Soler."))
    assert ("Greeting" in found, "Mine now" in found) == (False, True)


def test_a_canned_reply_is_filled_into_the_composer(desk, ticket, canned):
    form = desk.get(f"/desk/tickets/{ticket.pk}/?canned={canned.pk}").context["forms"]["reply"]

    assert form["body"].value() == f"Hello Marta Soler, about suport#{ticket.pk}: {{{{ title }}}} {{% x %}} {{0.__class__}} %(x)s"


def test_what_a_person_is_called_is_not_filled_in_again(desk, ticket, canned, requester):
    User.objects.filter(pk=requester.pk).update(name="{agent_name}")

    form = desk.get(f"/desk/tickets/{ticket.pk}/?canned={canned.pk}").context["forms"]["reply"]

    assert form["body"].value().startswith("Hello {agent_name}, about")


def test_a_text_speaks_the_ticket_s_language(desk, ticket, canned):
    Ticket.objects.filter(pk=ticket.pk).update(language="ca")

    assert desk.get(f"/desk/tickets/{ticket.pk}/?canned={canned.pk}").context["forms"]["reply"]["body"].value() == "Hola"


def test_choosing_keeps_what_was_typed(desk, ticket, canned):
    values = {"submission": str(uuid.UUID(int=1)), "body": "Good morning!", "go": f"canned-{canned.pk}"}
    response = desk.post(f"/desk/tickets/{ticket.pk}/drafts/reply/", values)

    form = desk.get(response.headers["Location"].partition("#")[0]).context["forms"]["reply"]

    assert form["body"].value().startswith("Good morning!\n\nHello Marta Soler")


def test_the_button_leads_to_the_list_and_saves_first(desk, ticket):
    response = desk.post(
        f"/desk/tickets/{ticket.pk}/drafts/reply/", {"submission": str(uuid.UUID(int=1)), "body": "Good morning!", "go": "macros"}
    )

    assert response.headers["Location"] == f"/desk/tickets/{ticket.pk}/macros/"
    assert SavedDraft.objects.get().body == "Good morning!"


def test_a_macro_shows_its_text_and_what_it_does_before_it_is_sent(desk, ticket, macro):
    page = desk.get(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", follow=True).content.decode()

    assert all(said in page for said in ("I look after this, Marta Soler.</textarea>", "Mine now", "Yours", "Apply macro"))
    assert history(ticket) == ["opened"]


def test_a_macro_is_applied_by_one_click(desk, ticket, macro, agent):
    response = desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", {"submission": str(uuid.UUID(int=1)), "body": "Edited."})

    ticket.refresh_from_db()
    assert (response.status_code, ticket.owner, ticket.messages.latest("pk").body) == (302, agent, "Edited.")


def test_a_macro_is_held_by_news(desk, ticket, macro, requester):
    seen = ticket.events.latest("pk").pk
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    page = desk.post(
        f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", {"submission": str(uuid.UUID(int=1)), "body": "Edited.", "seen": seen}
    )

    assert (page.status_code, history(ticket)) == (422, ["opened", "written"])
    assert f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/" in page.content.decode()


@pytest.mark.parametrize("query", ["canned=999999", "macro=999999", "canned=x", f"macro={'9' * 40}", "canned=\x00"])
def test_what_is_not_offered_is_no_error(desk, ticket, query):
    assert desk.get(f"/desk/tickets/{ticket.pk}/?{query}").status_code == 200


def test_a_macro_of_another_queue_is_not_there(desk, ticket, macro, treasury):
    Macro.objects.update(queue=treasury)

    assert desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", {}).status_code == 404
