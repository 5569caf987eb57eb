"""Recording a ticket for a caller or a visitor."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications.models import Delivery
from tests.tickets.moments import NOON
from tickets import grants
from tickets.enums import Verb
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

NEW = reverse("desk:new")


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def told(queue, **changes: Any) -> dict[str, Any]:
    form = {"submission": str(uuid.UUID(int=1)), "name": "Joan Puig", "phone": "600 000 000", "channel": "phone", "queue": queue.pk}
    return {**form, "title": "No connection", "body": "He says it is red.", **changes}


@pytest.mark.parametrize(("answers", "priority"), [({"people": "many", "urgency": "stops"}, 4), ({"people": "many"}, 2), ({}, 2)])
def test_the_two_answers_of_a_caller_give_the_priority_at_once(desk, support, answers, priority):
    desk.post(NEW, told(support, **answers))

    ticket = Ticket.objects.get()
    assert (ticket.people, ticket.urgency) == (answers.get("people", ""), answers.get("urgency", ""))
    assert (ticket.priority, ticket.has_own_priority) == (priority, False)


def test_a_caller_without_e_mail_gets_a_ticket_and_a_receipt(desk, support, agent):
    response = desk.post(NEW, told(support, reported_at="2026-03-10T11:00"))

    ticket = Ticket.objects.select_related("requester").get()
    assert response.headers["Location"] == f"/desk/tickets/{ticket.pk}/receipt/"
    assert (str(ticket.requester), User.objects.get(name="Joan Puig").email, ticket.channel) == ("Joan Puig", None, "phone")
    assert (ticket.reported_at, ticket.created_at) == (NOON - timedelta(hours=2), NOON)
    assert list(ticket.events.order_by("pk").values_list("verb", "by")) == [(Verb.OPENED, agent.pk), (Verb.MAIL_WITHHELD, None)]
    assert Delivery.objects.count() == 0
    assert grants.follow_code(ticket) in desk.get(response.headers["Location"]).content.decode()


def test_a_visitor_with_e_mail_gets_the_acknowledgement(desk, support):
    desk.post(NEW, told(support, channel="counter", email="Joan@Example.com", language="ca"))

    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.language, Ticket.objects.get().channel) == ("joan@example.com", "ca", "counter")


def test_a_person_who_was_found_is_not_recorded_again(desk, support, requester):
    desk.post(NEW, told(support, person=requester.pk, name=""))

    assert (Ticket.objects.get().requester, User.objects.filter(memberships=None).count()) == (requester, 1)


def test_a_known_address_is_the_known_person_with_a_further_number(desk, support, requester):
    desk.post(NEW, told(support, email="MARTA@example.net"))

    requester.refresh_from_db()
    assert (Ticket.objects.get().requester, requester.name) == (requester, "Marta Soler")
    assert [phone.number for phone in requester.phones.all()] == ["600 000 000"]


def test_a_double_click_is_one_ticket_and_one_person(desk, support):
    paths = {desk.post(NEW, told(support)).headers["Location"] for _ in range(2)}

    assert (len(paths), Ticket.objects.count(), User.objects.filter(name="Joan Puig").count()) == (1, 1, 1)


def test_searching_keeps_what_was_typed_and_records_nothing(desk, support, requester):
    response = desk.post(NEW, told(support, who="soler", search="1", body="Half a sen"))

    page = response.content.decode()
    assert (response.status_code, Ticket.objects.count()) == (200, 0)
    assert ("Marta Soler" in page, "Half a sen" in page, 'value="No connection"' in page) == (True, True, True)
    assert response.context["found"] == [requester]


@pytest.mark.parametrize("who", ["", "x", "%", "nobody at all", "\x00" * 3])
def test_a_search_for_nothing_finds_nobody(desk, support, requester, who):
    assert desk.post(NEW, told(support, who=who, search="1")).context["found"] == []


@pytest.mark.parametrize("person", ["999999", "x", "-1", "9" * 30])
def test_a_person_who_is_not_there_cannot_be_chosen(desk, support, person):
    response = desk.post(NEW, told(support, person=person, name=""))

    assert (response.status_code, Ticket.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"title": " "}, ["title"]),
        ({"channel": "mail"}, ["channel"]),
        ({"reported_at": "2026-03-10T18:00"}, ["reported_at"]),
        ({"phone": "call him"}, ["phone"]),
        ({"email": "joan@"}, ["email"]),
    ],
)
def test_what_cannot_be_is_explained(desk, support, changes, fields):
    response = desk.post(NEW, told(support, **changes))

    assert (response.status_code, list(response.context["form"].errors), User.objects.filter(memberships=None).count()) == (422, fields, 0)


def test_an_agent_records_into_queues_of_their_own_alone(desk, support, treasury):
    assert list(desk.post(NEW, told(treasury)).context["form"].errors) == ["queue"]


def test_files_survive_an_error(desk, support):
    desk.post(NEW, told(support, title="", files=SimpleUploadedFile("scan.txt", b"scan")))

    desk.post(NEW, told(support))

    assert [file.file_name for file in Ticket.objects.get().messages.get().attachments.all()] == ["scan.txt"]
