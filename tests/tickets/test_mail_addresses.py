"""Addresses that say which ticket and whose answer."""

import pytest

from queues.models import Mailbox
from tests import factories
from tickets.mail_addresses import ReplyToken, base_address, mailbox_for, mailbox_of, read_reply_address, reply_address
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

BOX = Mailbox(address="suport@example.org")


def test_an_address_says_ticket_and_person():
    address = reply_address(BOX, Ticket(pk=310), 57)

    assert address.startswith("suport+310.57.")
    assert read_reply_address(address) == read_reply_address(address.upper()) == ReplyToken(310, 57)


@pytest.mark.parametrize(
    ("local", "has_token"), [("suport", True), ("atencio.ciutadana.i.suport.tecnic", False), ("a" * 27, True), ("a" * 38, False)]
)
def test_a_local_part_stays_within_64_octets(local, has_token):
    address = reply_address(Mailbox(address=f"{local}@example.org"), Ticket(pk=123_456_789), 987_654)

    assert len(address.partition("@")[0]) <= 64
    assert ("+" in address) is has_token


@pytest.mark.parametrize("change", [("310.", "311."), (".57.", ".58."), ("+310", "+0310")])
def test_a_changed_address_says_nothing(change):
    assert read_reply_address(reply_address(BOX, Ticket(pk=310), 57).replace(*change)) is None


@pytest.mark.parametrize(
    "address", ["", "suport", "suport@example.org", "suport+310.57@example.org", "suport+310.57.aaaaaaaaaaaaaaaa@example.org"]
)
def test_an_address_without_our_token_says_nothing(address):
    assert read_reply_address(address) is None


def test_a_token_for_a_message_id_is_no_token_for_an_address(ticket):
    assert read_reply_address(f"suport+1.1.{'a' * 16}@example.org") is None


@pytest.mark.parametrize(
    ("given", "base"),
    [("Suport+x.y@Example.org", "suport@example.org"), (" <suport@example.org> ", "suport@example.org"), ("suport", "suport")],
)
def test_a_base_address_has_no_plus_part(given, base):
    assert base_address(given) == base


def test_mail_finds_its_mailbox_by_the_very_address_first(support, treasury):
    Mailbox.objects.create(address="suport+vic@example.org", queue=treasury)

    found = [
        mailbox_for(address)
        for address in ("suport@example.org", "Suport+vic@example.org", "suport+x@example.org", "x@example.org", "suport")
    ]

    assert [box.queue if box else None for box in found] == [support, treasury, support, None, None]


def test_a_queue_answers_from_its_own_mailbox_else_from_the_entry_s(support, treasury):
    network = factories.queue("network")

    addresses = [box.address if (box := mailbox_of(queue.pk)) else None for queue in (support, treasury, network)]

    assert addresses == ["suport@example.org", "tresoreria@example.org", "suport@example.org"]


def test_a_house_without_mailboxes_answers_from_none(support):
    Mailbox.objects.update(is_active=False)

    assert mailbox_of(support.pk) is None
