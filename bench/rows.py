"""Rows that ``seed`` does not make: a house, a mailbox, and one ticket with a long conversation."""

import random
from datetime import datetime, timedelta

from accounts.models import Installation, User
from bench.mails import MAILBOX
from queues.models import Mailbox, Queue
from tickets.actions import indexing
from tickets.enums import Channel, InboundAction, InboundState, MessageKind, Status, Verb
from tickets.models import InboundMail, Message, Ticket, TicketEvent

WORDS = (
    "since this morning the printer on floor two shows no light and nobody can print the payroll we restarted it twice "
    "the cable is in and the screen says connection refused could you have a look please thank you in advance"
).split()


def words(count: int) -> str:
    """Return a text of ``count`` words."""
    return " ".join(random.choices(WORDS, k=count)).capitalize() + "."


def make_house(queue: Queue) -> None:
    """Make the installation, and the mailbox of ``queue``."""
    Installation.objects.update_or_create(pk=1, defaults={"name": "Suport", "language": "en", "time_zone": "Europe/Madrid"})
    Mailbox.objects.create(address=MAILBOX, queue=queue, from_name="Suport")


def make_log(now: datetime) -> int:
    """Make a received mail for every ticket, as if each had come by mail; return how many."""
    mailbox = Mailbox.objects.get(address=MAILBOX)
    numbers = Ticket.objects.order_by("pk").values_list("pk", flat=True).iterator()
    made = (
        InboundMail(
            digest=f"{number:064d}",
            size=5_000,
            mailbox=mailbox,
            envelope_to=MAILBOX,
            received_at=now,
            not_before=now,
            state=InboundState.DONE,
            action=InboundAction.CREATED,
            message_id=foreign_id(number),
            sender=f"writer{number}@example.net",
            ticket_id=number,
        )
        for number in numbers
    )
    return len(InboundMail.objects.bulk_create(made, batch_size=2_000))


def foreign_id(number: int) -> str:
    """Return the Message-ID of the mail that opened ticket ``number``."""
    return f"opened.{number}@mail.example.net"


def make_conversation(queue: Queue, requester: User, agent: User, *, messages: int, now: datetime) -> Ticket:
    """Make a ticket with ``messages`` messages of 60 words, requester and agent in turn, each with its event. Return it."""
    ticket = Ticket.objects.create(
        title=words(7),
        queue=queue,
        status=Status.OPEN,
        requester=requester,
        owner=agent,
        channel=Channel.WEB,
        language="en",
        reported_at=now,
        created_at=now,
        touched_at=now,
    )
    TicketEvent.objects.create(ticket=ticket, at=now, by=requester, verb=Verb.OPENED, payload={"channel": ticket.channel})
    for number in range(messages):
        at, is_ours = now + timedelta(minutes=number), number % 2 == 1
        author = agent if is_ours else requester
        message = Message.objects.create(
            ticket=ticket,
            kind=MessageKind.PUBLIC,
            is_ours=is_ours,
            author=author,
            channel=Channel.WEB,
            body=words(60),
            language="en",
            created_at=at,
        )
        indexing.message_written(message)
        TicketEvent.objects.create(ticket=ticket, at=at, by=author, verb=Verb.ANSWERED if is_ours else Verb.WRITTEN)
    return ticket
