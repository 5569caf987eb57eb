"""Who a mail says it is from, and what that is worth."""

import re

import pytest
from django.test import Client

from accounts.models import User
from notifications.message_ids import message_id
from notifications.models import Delivery
from queues.models import Mailbox, Queue
from tests import factories
from tickets import mail_addresses
from tickets.actions import inbound, processing
from tickets.actions.arrival import Outcome
from tickets.enums import InboundAction, MessageKind
from tickets.mail_addresses import mailbox_for
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db

EVIL = "evil@example.com"


@pytest.fixture
def ticket(support: Queue, requester: User) -> Ticket:
    return factories.ticket(requester, support)


@pytest.fixture
def token(ticket: Ticket, requester: User) -> str:
    return mail_addresses.reply_address(Mailbox.objects.get(queue=ticket.queue), ticket, requester.pk)


def said(outcome: Outcome) -> Message:
    assert outcome.message is not None
    return outcome.message


def received(sender: str, *, to: str = "suport@example.org", subject: str = "Hello", more: str = "") -> Outcome:
    raw = f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n{more}\r\nSome words.\r\n".encode()
    done = processing.process(inbound.store(raw, envelope_to=to))
    assert done is not None
    return done[0]


@pytest.mark.parametrize(
    "sender",
    [
        f'"marta@example.net" <{EVIL}>',
        f"(marta@example.net) {EVIL}",
        f"{EVIL} (marta@example.net)",
        f"{EVIL}, marta@example.net",
        f"=?utf-8?q?marta=40example=2Enet?= <{EVIL}>",
        "m\u0430rta@example.net",
        "marta@example.net.example.com",
    ],
)
def test_a_name_is_not_an_address(ticket: Ticket, token: str, sender: str) -> None:
    outcome = received(sender, to=token)

    assert (outcome.ticket, said(outcome).kind, said(outcome).is_verified) == (ticket, MessageKind.NOTE, False)
    assert not Delivery.objects.filter(address__contains="evil").exists()


def test_the_first_of_two_from_lines_counts(ticket: Ticket, token: str) -> None:
    outcome = received(EVIL, to=token, more="From: marta@example.net\r\n")

    assert said(outcome).kind == MessageKind.NOTE


def test_a_token_works_in_capitals(ticket: Ticket, token: str) -> None:
    assert said(received("MARTA@Example.NET", to=token.upper())).is_verified


def test_a_token_of_another_ticket_opens_nothing(ticket: Ticket, stranger: User, requester: User) -> None:
    other = factories.ticket(stranger, ticket.queue)
    theirs = mail_addresses.reply_address(Mailbox.objects.get(queue=ticket.queue), other, stranger.pk)

    spliced = re.sub(r"\+\d+\.\d+\.", f"+{ticket.pk}.{requester.pk}.", theirs)

    assert received(EVIL, to=spliced).action == InboundAction.CREATED


@pytest.mark.parametrize("sender", ["suport@example.org", "SUPORT@example.org", "suport+x@example.org"])
def test_our_own_address_is_no_sender(ticket: Ticket, sender: str) -> None:
    assert received(sender).action == InboundAction.IGNORED


def test_our_own_mail_that_comes_back_is_ignored(ticket: Ticket) -> None:
    assert received("marta@example.net", more=f"Message-ID: {message_id(ticket.topic, 7)}\r\n").action == InboundAction.IGNORED


def test_agents_see_that_a_reference_alone_proves_nothing(ticket: Ticket, token: str, agent: User, client: Client) -> None:
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/desk/tickets/{ticket.pk}/"

    received("marta@example.net", to=token)
    before = client.get(page).content.decode().count("Not verified:")
    received("marta@example.net", subject=f"Re: suport#{ticket.pk}")

    assert (before, client.get(page).content.decode().count("Not verified:")) == (0, 1)


@pytest.mark.parametrize("address", ["a\x00@example.org", "\ud800@example.org", "suport@example.org\n"])
def test_what_cannot_be_printed_is_no_mailbox(support: Queue, address: str) -> None:
    assert mailbox_for(address) is None
