"""The page on which messages become a ticket of their own."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.tickets.moments import LATER
from tickets.actions import conversation
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def second(ticket: Ticket, requester: User, agent: User) -> Message:
    message = conversation.answer(ticket, Answer("My invoice is wrong.", Channel.WEB), by=requester, at=LATER)
    conversation.note(ticket, Draft("Ask Oriol."), by=agent, at=LATER)
    return message


def test_a_message_leads_to_the_page_with_it_and_what_follows_chosen(desk, ticket, second):
    path = f"/desk/tickets/{ticket.pk}/split/?from={second.pk}"
    assert path in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    form = desk.get(path).context["form"]

    assert form.initial["messages"] == list(ticket.messages.order_by("pk").values_list("pk", flat=True))[1:]
    assert form.initial["title"] == "My invoice is wrong."


def test_splitting_leads_to_the_new_ticket(desk, ticket, second, support):
    sent = {"title": "Invoice", "queue": support.pk, "messages": [second.pk]}

    response = desk.post(f"/desk/tickets/{ticket.pk}/split/", sent)

    new = Ticket.objects.latest("pk")
    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{new.pk}/")
    assert "My invoice is wrong." in desk.get(f"/desk/tickets/{new.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"title": "x" * 10_000}, "at most 300 characters"),
        ({"title": "a\0b"}, "Null characters"),
        ({"messages": []}, "Please choose one."),
        ({"messages": ["999999"]}, "no longer in this ticket"),
        ({"messages": ["nonsense"]}, "no longer in this ticket"),
        ({"messages": "all"}, "Something has to stay"),
        ({"queue": "foreign"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_split_is_explained_and_kept(desk, ticket, second, support, treasury, changes, why):
    every = list(ticket.messages.values_list("pk", flat=True))
    sent = {"title": "Invoice", "queue": support.pk, "messages": [second.pk], **changes}
    sent["messages"] = every if sent["messages"] == "all" else sent["messages"]
    sent["queue"] = treasury.pk if sent["queue"] == "foreign" else sent["queue"]

    response = desk.post(f"/desk/tickets/{ticket.pk}/split/", sent)

    assert (response.status_code, why in response.content.decode(), Ticket.objects.count()) == (422, True, 1)


@pytest.mark.parametrize("begins", ["", "0", "nonsense", "9" * 40, "%00"])
def test_a_message_that_is_none_chooses_nothing(desk, ticket, begins):
    response = desk.get(f"/desk/tickets/{ticket.pk}/split/?from={begins}")

    assert (response.status_code, response.context["form"].initial["messages"]) == (200, [])
