"""The thin walk of the whole length, in process."""

import uuid

import pytest
from django.urls import reverse

from notifications.models import Delivery
from statuspage.models import Service
from tests.tickets.mails import token_address
from tickets.actions import inbound, processing
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def asked(**changes: str) -> dict[str, str]:
    return {
        "submission": str(uuid.uuid4()),
        "title": "Fibre drops every evening",
        "body": "The red light blinks.",
        "people": "one",
        "name": "Marta Soler",
        "email": "marta@example.net",
        **changes,
    }


def test_a_stranger_opens_a_ticket_and_gets_a_receipt(client, support):
    service = Service.objects.create(slug="fibre", names={"en": "Home fibre"})

    response = client.post(reverse("tickets:new"), asked(service=str(service.pk)), follow=True)

    ticket = Ticket.objects.get()
    assert response.redirect_chain == [(f"/tickets/{ticket.pk}/receipt/", 302)]
    assert ticket.reference in response.content.decode()
    assert Delivery.objects.get().address == "marta@example.net"
    assert ticket.status == Status.NEW


def test_an_agent_answers_and_the_requester_answers_by_mail(client, support, agent, sign_in):
    client.post(reverse("tickets:new"), asked())
    ticket = Ticket.objects.get()
    sign_in(agent)
    page = client.get(reverse("desk:ticket", args=[ticket.pk]))
    assert page.status_code == 200
    client.post(reverse("desk:reply", args=[ticket.pk]), {"submission": str(uuid.uuid4()), "body": "Please restart it."})
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN
    to = token_address(ticket)
    raw = f"From: Marta <marta@example.net>\r\nTo: {to}\r\nSubject: Re: x\r\nMessage-ID: <1@example.net>\r\n\r\nStill red.\r\n".encode()

    done = processing.process(inbound.store(raw, envelope_to=to))

    assert done is not None
    assert (done[0].action, done[0].ticket) == ("appended", ticket)
    assert ticket.messages.order_by("-pk")[0].body == "Still red."


def test_every_public_and_desk_page_answers(client, support, agent, sign_in):
    client.post(reverse("tickets:new"), asked())
    ticket = Ticket.objects.get()
    for name in ("home", "tickets:new", "tickets:follow"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("tickets:ticket", args=[ticket.pk])).status_code == 200
    sign_in(agent)
    for name in ("desk:home", "desk:mine", "desk:new", "tickets:mine"):
        assert client.get(reverse(name)).status_code == 200
    for name in ("desk:ticket", "desk:receipt"):
        assert client.get(reverse(name, args=[ticket.pk])).status_code == 200
    assert client.get(reverse("desk:queue", args=["support"])).status_code == 200
