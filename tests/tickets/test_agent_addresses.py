"""Addresses by which agents answer."""

import pytest

from queues.models import Mailbox
from tickets.agent_addresses import AgentToken, agent_address, read_agent_address
from tickets.enums import MessageKind
from tickets.mail_addresses import read_reply_address


def address(local: str = "suport", kind: MessageKind = MessageKind.PUBLIC) -> str:
    return agent_address(Mailbox(address=f"{local}@example.org"), kind, ticket_id=310, user_id=57, seen=9281)


@pytest.mark.parametrize("kind", [MessageKind.PUBLIC, MessageKind.NOTE])
def test_an_address_says_for_whom_and_what_it_is(kind):
    assert read_agent_address(address(kind=kind)) == AgentToken(310, 57, 9281, kind)
    assert read_agent_address(address(kind=kind).upper()) == AgentToken(310, 57, 9281, kind)


@pytest.mark.parametrize(("part", "other"), [("+a310.", "+n310."), ("+a310.", "+a311."), (".57.", ".58."), (".9281.", ".9999.")])
def test_no_part_of_it_can_be_changed(part, other):
    assert read_agent_address(address().replace(part, other)) is None


def test_a_requester_s_address_is_not_an_agent_s_and_the_other_way_round():
    assert read_reply_address(address()) is None


def test_one_that_would_not_fit_is_none():
    assert address("a-very-long-name-of-a-mailbox-in-a-house") == ""
