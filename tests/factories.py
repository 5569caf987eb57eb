"""Rows for tests: plain, without surprises."""

from datetime import datetime
from typing import Any

from accounts.models import User
from foundation import clock
from queues.enums import Tier
from queues.models import Mailbox, Membership, Queue
from tickets.actions import intake
from tickets.enums import Channel
from tickets.models import Ticket


def person(email: str | None, name: str, **fields: Any) -> User:
    """A person without a password."""
    return User.objects.create_user(email, name=name, **fields)


def queue(slug: str, *, mailbox: str = "", **fields: Any) -> Queue:
    """A queue named after its slug, with a mailbox when one is given."""
    row = Queue.objects.create(slug=slug, names={"en": slug.capitalize()}, **fields)
    if mailbox:
        Mailbox.objects.create(address=mailbox, queue=row, from_name="Suport")
    return row


def member(email: str, name: str, in_queue: Queue, *, tier: Tier = Tier.FIRST, is_lead: bool = False) -> User:
    """An agent of one queue."""
    user = person(email, name)
    Membership.objects.create(user=user, queue=in_queue, tier=tier, is_lead=is_lead)
    return user


def ticket(
    requester: User | None,
    in_queue: Queue,
    *,
    title: str = "No connection",
    body: str = "The light is red.",
    at: datetime | None = None,
    **fields: Any,
) -> Ticket:
    """A ticket opened on the web by its requester."""
    return intake.open_ticket(
        intake.NewTicket(title=title, body=body, queue=in_queue, requester=requester, channel=Channel.WEB, language="en", **fields),
        by=requester,
        at=clock.now(at),
    )
