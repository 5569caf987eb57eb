"""Envelope senders that name their delivery."""

import pytest

from notifications.bounce_addresses import bounce_address, read_bounce_address

OWN = "suport@example.org"


def test_a_bounce_address_lies_under_the_mailbox_of_the_answers_and_is_read_back():
    address = bounce_address(4711, from_address=OWN, reply_to="help+310.57.abcdefghijklmnop@example.org")

    assert (address.split(".")[0], address.rpartition("@")[2], read_bounce_address(address.upper())) == ("help+b4711", "example.org", 4711)


def test_the_operator_may_name_one_address_for_all(settings):
    settings.BOUNCE_ADDRESS = "bounces@mail.example.org"

    address = bounce_address(4711, from_address=OWN)

    assert (address.startswith("bounces+b4711."), read_bounce_address(f"<{address}>")) == (True, 4711)


@pytest.mark.parametrize("reply_to", ["", "suport@example.org", f"{'x' * 50}+1.1.abc@example.org"])
def test_where_nothing_is_known_to_come_back_the_sender_stays(reply_to):
    assert bounce_address(4711, from_address=OWN, reply_to=reply_to) == OWN


@pytest.mark.parametrize("address", ["", OWN, "suport+b4711.aaaaaaaaaaaaaaaa@example.org", "suport+4711.abcdefghijklmnop@example.org"])
def test_any_other_address_names_no_delivery(address):
    assert read_bounce_address(address) is None
