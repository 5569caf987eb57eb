"""Resolving and closing a ticket whose parts are not done."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from queues.enums import MacroStatus
from queues.models import Macro
from tests import factories
from tests.tickets.standing import history, stand
from tickets.actions import conversation, linking
from tickets.actions.conversation import Draft
from tickets.enums import Relation, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

FIX = {"fix": "Spliced the cable."}


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def part(ticket, support, stranger, agent) -> Ticket:
    made = factories.ticket(stranger, support, title="<b>Dark</b>")
    linking.link(ticket, made, relation=Relation.PARENT_OF, by=agent)
    for one in (ticket, made):
        conversation.reply(one, Draft("We look into it."), by=agent)
    return made


def hidden(page) -> dict[str, str]:
    """What the form of a verb's page holds besides."""
    form = page.context["verb"].form
    return {name: form[name].value() for name in ("seen", "parts_seen")}


def status(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).status


def test_the_form_names_the_parts_and_asks(desk, ticket, part):
    page = desk.get(f"/desk/tickets/{ticket.pk}/resolve/")

    said = page.content.decode()
    assert all(text in said for text in (part.reference, escape(part.title), "Nobody Known", "Only this ticket", "The parts, too"))
    refused = desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {**FIX, **hidden(page)})
    assert (refused.status_code, "with_parts" in refused.context["verb"].form.errors, status(ticket)) == (422, True, Status.OPEN)
    assert FIX["fix"] in refused.content.decode()


@pytest.mark.parametrize(("chosen", "after"), [("only", Status.OPEN), ("too", Status.RESOLVED)])
def test_what_was_chosen_is_done(desk, ticket, part, chosen, after):
    page = desk.get(f"/desk/tickets/{ticket.pk}/resolve/")

    answer = desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {**FIX, **hidden(page), "with_parts": chosen}, follow=True)

    assert (status(ticket), status(part)) == (Status.RESOLVED, after)
    assert (f"Resolved with it: {part.reference}." in answer.content.decode()) is (chosen == "too")


def test_a_part_that_is_left_is_named_to_the_agent(desk, ticket, part, lead):
    page = desk.get(f"/desk/tickets/{ticket.pk}/resolve/")
    conversation.note(part, Draft("Mine."), by=lead)

    answer = desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {**FIX, **hidden(page), "with_parts": "too"}, follow=True)

    assert (status(ticket), status(part)) == (Status.RESOLVED, Status.OPEN)
    assert f"{part.reference} was left as it is. It changed meanwhile." in answer.content.decode()


def test_closing_asks_only_where_a_part_is_open(desk, ticket, part):
    stand(ticket, Status.RESOLVED)
    assert f'href="/desk/tickets/{ticket.pk}/close/"' in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    refused = desk.post(f"/desk/tickets/{ticket.pk}/close/")
    assert (refused.status_code, status(ticket)) == (422, Status.RESOLVED)

    asked = hidden(desk.get(f"/desk/tickets/{ticket.pk}/close/"))
    desk.post(f"/desk/tickets/{ticket.pk}/close/", {**asked, "with_parts": "too"})

    assert (status(ticket), status(part)) == (Status.CLOSED, Status.RESOLVED)


def test_a_part_of_a_foreign_queue_is_neither_shown_nor_resolved(desk, ticket, treasury, requester, lead):
    foreign = factories.ticket(requester, treasury, title="Secret")
    linking.link(ticket, foreign, relation=Relation.PARENT_OF, by=lead)
    stand(ticket, Status.OPEN)

    assert "Secret" not in desk.get(f"/desk/tickets/{ticket.pk}/resolve/").content.decode()
    desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {**FIX, "with_parts": "too", "parts_seen": f"{foreign.pk}:{2**60}"})

    assert (status(ticket), history(foreign)) == (Status.RESOLVED, ["opened", "linked"])


@pytest.mark.parametrize("altered", ["\0", "x", "1:", ":1", f"{'9' * 30}:1", "-1:1", "1:1 " * 9000])
def test_an_altered_form_breaks_nothing(desk, ticket, part, altered):
    answer = desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {**FIX, "with_parts": "too", "parts_seen": altered})

    assert (answer.status_code in {302, 422}, status(part)) == (True, Status.OPEN)


def test_a_reply_that_resolves_asks_too(desk, ticket, part):
    page = desk.get(f"/desk/tickets/{ticket.pk}/")
    sent = {"body": "It shines again.", "submission": str(uuid.uuid4()), "then": "resolve", **FIX}
    sent["parts_seen"] = page.context["solve"]["parts_seen"].value()
    refused = desk.post(f"/desk/tickets/{ticket.pk}/reply/", sent)
    assert (refused.status_code, status(ticket), "It shines again." in refused.content.decode()) == (422, Status.OPEN, True)

    desk.post(f"/desk/tickets/{ticket.pk}/reply/", {**sent, "with_parts": "too"})

    assert (status(ticket), status(part)) == (Status.RESOLVED,) * 2
    assert part.messages.order_by("-pk")[0].body == "It shines again."


def test_a_macro_that_resolves_asks_too(desk, ticket, part):
    macro = Macro.objects.create(names={"en": "Done"}, texts={"en": "It shines again."}, status=MacroStatus.RESOLVED)
    page = desk.get(f"/desk/tickets/{ticket.pk}/?macro={macro.pk}")
    asked = page.context["forms"]["reply"].parts_form
    assert part.reference in page.content.decode()
    sent = {"body": "It shines again.", "submission": str(uuid.uuid4()), "parts_seen": asked["parts_seen"].value()}
    refused = desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", sent)
    assert (refused.status_code, status(ticket)) == (422, Status.OPEN)

    desk.post(f"/desk/tickets/{ticket.pk}/macros/{macro.pk}/", {**sent, "with_parts": "too"})

    assert (status(ticket), status(part)) == (Status.RESOLVED,) * 2
