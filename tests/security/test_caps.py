"""Caps that can neither be dodged by another spelling nor turned against a third person."""

import uuid

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from accounts.emails import mailbox_of
from accounts.models import User
from foundation.network import client_network
from notifications.models import Delivery
from queues.models import Queue
from tests import factories
from tickets import grants
from tickets.actions import inbound, processing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


def test_plus_addresses_share_the_cap_of_their_mailbox(client: Client, support: Queue) -> None:
    for number in range(8):
        form = {"submission": str(uuid.uuid4()), "title": "x", "body": "x", "name": "x", "email": f"victim+{number}@example.net"}
        client.post("/tickets/new/", form)

    assert Delivery.objects.count() == 3


def test_so_they_do_by_mail(support: Queue) -> None:
    for number in range(8):
        raw = f"From: V+{number}@Example.Net\nTo: suport@example.org\nSubject: x\nMessage-ID: <{number}@x>\n\nhello\n".encode()
        processing.process(inbound.store(raw, envelope_to="suport@example.org"))

    assert Delivery.objects.count() == 3


@pytest.mark.parametrize(
    ("address", "mailbox"), [("A+b+c@Example.net", "a@example.net"), ("a@b.example", "a@b.example"), ("nothing", "nothing"), ("", "")]
)
def test_the_mailbox_behind_an_address(address: str, mailbox: str) -> None:
    assert mailbox_of(address) == mailbox


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_caps_count_by_what_one_subscriber_has(address: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_wrong_codes_from_everywhere_lock_nobody_out(support: Queue, requester: User) -> None:
    ticket = factories.ticket(requester, support)
    for number in range(60):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/tickets/follow/", {"reference": ticket.pk, "code": "aaaa-bbbb-cccc"})

    answer = Client(REMOTE_ADDR="10.9.9.9").post("/tickets/follow/", {"reference": ticket.pk, "code": grants.follow_code(ticket)})

    assert answer.headers["Location"] == f"/tickets/{ticket.pk}/"


def test_one_network_gets_twenty_tries(support: Queue, requester: User) -> None:
    ticket = factories.ticket(requester, support)
    for number in range(20):
        Client(REMOTE_ADDR=f"2001:db8::{number:x}").post("/tickets/follow/", {"reference": ticket.pk, "code": "aaaa-bbbb-cccc"})

    answer = Client(REMOTE_ADDR="2001:db8::99").post("/tickets/follow/", {"reference": ticket.pk, "code": grants.follow_code(ticket)})

    assert answer.status_code == 422


def test_limits_of_sign_in_believe_trusted_proxies_alone(settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")

    addresses = []
    for settings.TRUSTED_PROXIES in (0, 1):
        addresses.append(get_adapter().get_client_ip(request))

    assert addresses == ["10.0.0.1", "203.0.113.7"]


def test_a_mailbox_unknown_to_us_hears_so_once(house) -> None:
    for number in range(6):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/accounts/login/code/", {"email": f"victim+{number}@example.net"})
        Client(REMOTE_ADDR=f"10.0.1.{number}").post("/accounts/password/reset/", {"email": "victim@example.net"})

    assert Delivery.objects.count() == 1


def test_a_known_mailbox_gets_five_codes_in_ten_minutes(requester: User) -> None:
    for number in range(9):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/accounts/login/code/", {"email": requester.email})

    assert Delivery.objects.count() == 5
