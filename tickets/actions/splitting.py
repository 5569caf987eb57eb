"""Making a ticket of its own out of some messages of another one.

The messages move, with their files, and remember where they were written (``Message.split_from``). To undo it, the new ticket is merged.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.actions import people
from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from queues.models import Queue
from tickets import notices
from tickets.actions import indexing, record
from tickets.enums import LinkKind, MessageKind, Status, Verb
from tickets.errors import Refused
from tickets.models import InboundMail, Message, Ticket, TicketLink


@dataclass(frozen=True, slots=True)
class Split:
    """What becomes a ticket of its own: its title, its queue, and the numbers of the messages."""

    title: str
    queue: Queue
    messages: Collection[int]


@transaction.atomic
def split(ticket: Ticket, what: Split, *, by: User, at: datetime | None = None) -> Ticket:
    """Move messages of ``ticket`` to a new one, linked to it, and tell whoever wrote them; return the new one.

    Raises ``Refused`` when a message is not there any more, when none of a requester's is among them, or when none would be left.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    title = one_line(what.title[:300])
    if not title:
        raise Refused(gettext("A ticket needs a title."))
    moved, kept = _parted(ticket, what.messages)
    first = next((message for message in moved if not message.is_ours and not message.is_machine and message.consultation_id is None), None)
    if first is None:
        raise Refused(gettext("Please choose at least one message that somebody wrote to us: the new ticket is theirs."))
    if not any(_is_heard(message) for message in kept):
        raise Refused(gettext("Something has to stay: leave at least one message of the requester in this ticket."))
    new = _opened(ticket, what.queue, title, first, moved, at=moment)
    _move(ticket, new, moved)
    TicketLink.objects.create(source=new, target=ticket, kind=LinkKind.RELATED)
    numbers = [message.pk for message in moved]
    record.event(new, Verb.SPLIT, by=by, at=moment, source=ticket, messages=numbers)
    record.event(ticket, Verb.SPLIT, by=by, at=moment, target=new, messages=numbers)
    notices.tell_split(new, at=moment)
    return new


def _parted(ticket: Ticket, numbers: Collection[int]) -> tuple[list[Message], list[Message]]:
    """Return the messages that go and those that stay, oldest first."""
    rows = list(ticket.messages.select_related("author", "inbound").order_by("created_at", "pk"))
    if not set(numbers) <= {message.pk for message in rows}:
        raise Refused(gettext("A message is no longer in this ticket. Please choose again."))
    return [message for message in rows if message.pk in numbers], [message for message in rows if message.pk not in numbers]


def _is_heard(message: Message) -> bool:
    """Whether the requester of its ticket sees it and it is no answer of ours."""
    return not (message.is_ours or message.is_note or message.is_machine)


def _author_of(message: Message, ticket: Ticket) -> User | None:
    """Return who wrote it: the person we know, else whoever the mail came from, recorded now; else the ticket's requester."""
    if message.author is not None:
        return message.author
    if message.inbound is not None and "@" in message.inbound.sender:
        return people.find_or_record(address=message.inbound.sender[:254], name=message.author_name, language=message.language)
    return ticket.requester


def _opened(ticket: Ticket, queue: Queue, title: str, first: Message, moved: list[Message], *, at: datetime) -> Ticket:
    requester = _author_of(first, ticket)
    is_same = requester is not None and requester.pk == ticket.requester_id
    answers = [message.created_at for message in moved if message.is_ours and not message.is_note]
    new = Ticket.objects.create(
        title=title,
        queue=queue,
        status=Status.OPEN if answers else Status.NEW,
        requester=requester,
        requester_proven=first.is_verified and (ticket.requester_proven if is_same else True),
        organisation=ticket.organisation if is_same else people.organisation_of(requester) if requester is not None else None,
        channel=first.channel,
        language=first.language or ticket.language,
        reported_at=first.created_at,
        created_at=at,
        touched_at=at,
        answered_at=min(answers, default=None),
    )
    if is_same:
        new.services.set(ticket.services.all())
    return new


def _may_become_public(message: Message, new: Ticket) -> bool:
    """Whether a note came from the requester of the new ticket. What others wrote stays with agents: a third party, for one."""
    if not message.is_note or message.is_ours or message.is_machine or message.consultation_id is not None:
        return False
    author = _author_of(message, new)
    return author is not None and author.pk == new.requester_id


def _move(ticket: Ticket, new: Ticket, moved: list[Message]) -> None:
    indexing.messages_gone(ticket, moved)
    for message in moved:
        message.split_from = message.split_from or ticket
        message.ticket = new
        # What only colleagues saw because its writer took no part: here the writer is the requester.
        if _may_become_public(message, new):
            message.kind = MessageKind.PUBLIC
            message.author = message.author or new.requester
        message.save(update_fields=["ticket", "split_from", "kind", "author"])
        indexing.message_written(message)
    InboundMail.objects.filter(message__in=[message.pk for message in moved]).update(ticket=new)
