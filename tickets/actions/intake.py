"""Opening a ticket, whatever way it came in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from accounts.actions import people
from accounts.models import Organisation, PartnerGrant, User
from foundation import clock
from foundation.once import once
from foundation.safetext import one_line, printable
from mailroom.mail import File
from notifications.message_ids import message_id
from queues.enums import Notice
from queues.matrix import priority_from
from queues.models import Category, PriorityMatrix, Queue
from statuspage.models import Service
from tickets import desk_notices, notices
from tickets.actions import files, indexing, ownership, partnering, record
from tickets.enums import Channel, MessageKind, Priority, Verb
from tickets.models import InboundMail, Message, Ticket


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What is known when a ticket is opened. ``body`` is the requester's text, or the agent's record of it."""

    title: str
    body: str
    queue: Queue
    requester: User | None
    channel: Channel
    language: str = ""
    requester_proven: bool = False
    # Recorded with this very ticket: of no organisation, and without an earlier ticket.
    is_requester_new: bool = False
    organisation: Organisation | None = None
    # The right by which it is opened in a client's name; it decides the organisation.
    partner_grant: PartnerGrant | None = None
    category: Category | None = None
    services: Sequence[Service] = ()
    kind: str = ""
    people: str = ""
    urgency: str = ""
    started_at: datetime | None = None
    reported_at: datetime | None = None
    # ``submission`` is one with these words, ``drafts`` the id under which the form's files were kept (the same, when not said).
    submission: uuid.UUID | None = None
    drafts: uuid.UUID | None = None
    quoted: str = ""
    is_verified: bool = True
    inbound: InboundMail | None = None
    files: Sequence[File] = field(default_factory=tuple)
    # The name that its writer gave, where they are nobody we know.
    author_name: str = ""
    # What a program wrote gets no answer, or two programs answer each other.
    is_from_machine: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A new ticket, its first message, and the Message-ID of the acknowledgement: empty when there is none."""

    ticket: Ticket
    message: Message
    answer_id: str


def open_ticket(new: NewTicket, *, by: User | None, at: datetime | None = None, network: str = "") -> Ticket:
    """Open a ticket and send its acknowledgement. The same form sent twice gives the same ticket.

    ``by`` is the person who acts: the requester, the recording agent, or ``None`` for a stranger. ``network`` is the sender's
    network address, for caps only. Raises ``Refused`` when the right to act for a client has ended meanwhile.
    """
    moment = clock.now(at)
    return once(partial(opened_by, new.submission), lambda: open_anew(new, by=by, at=moment, network=network).ticket)


@transaction.atomic(savepoint=False)
def open_anew(new: NewTicket, *, by: User | None, at: datetime, network: str = "") -> Opened:
    """As ``open_ticket``, for what no form can have sent before; return what was written."""
    message = _write(new, by=by, moment=at)
    ticket = message.ticket
    try:
        answers = new.inbound.message_id if new.inbound is not None else ""
        knows = {"is_machine": new.is_from_machine, "is_first": new.is_requester_new}
        sent = notices.acknowledge(ticket, at=at, network=network, answers=answers, **knows)
    except notices.Withheld as withheld:
        record.event(ticket, Verb.MAIL_WITHHELD, by=None, at=at, mail="acknowledgement", why=withheld.why)
        sent = None
    return Opened(ticket, message, message_id(ticket.topic, sent.pk) if sent is not None else "")


def opened_by(submission: uuid.UUID | None) -> Ticket | None:
    """Return the ticket that this very form opened already, or ``None``."""
    return Ticket.objects.filter(submission=submission).first() if submission else None


def _write(new: NewTicket, *, by: User | None, moment: datetime) -> Message:
    right = partnering.held(new.partner_grant, by=new.requester, at=moment) if new.partner_grant is not None else None
    organisation = right.client if right is not None else new.organisation
    if organisation is None and new.requester is not None and not new.is_requester_new:
        organisation = people.organisation_of(new.requester)
    ticket = Ticket.objects.create(
        title=one_line(new.title) or "…",
        queue=new.queue,
        requester=new.requester,
        requester_proven=new.requester_proven,
        organisation=organisation,
        partner_grant=right,
        category=new.category,
        kind=new.kind,
        people=new.people,
        urgency=new.urgency,
        priority=_priority(new),
        channel=new.channel,
        language=new.language,
        started_at=new.started_at,
        reported_at=new.reported_at or moment,
        created_at=moment,
        touched_at=moment,
        submission=new.submission,
    )
    if new.services:
        ticket.services.set(new.services)
    message = _first_message(ticket, new)
    has_drafts = bool(files.attach_drafts(message, new.drafts))
    mailed = files.attach_mailed(message, new.files, at=moment)
    indexing.message_written(message, file_names=None if has_drafts else mailed, is_first=True)
    for_client: dict[str, Any] = {"partner_grant": right} if right is not None else {}
    record.event(ticket, Verb.OPENED, by=by, at=moment, channel=new.channel, queue=new.queue, message=message, **for_client)
    ownership.find_owner(ticket, at=moment)
    desk_notices.tell_line(ticket, Notice.NEW, by=by, at=moment)
    return message


def _priority(new: NewTicket) -> Priority:
    """Return what the matrix says where both answers are known already."""
    if not (new.people and new.urgency):
        return Priority.NORMAL
    cells = PriorityMatrix.objects.cells_for(new.queue.pk)
    return priority_from(cells, new.people, new.urgency) or Priority.NORMAL


def _first_message(ticket: Ticket, new: NewTicket) -> Message:
    return Message.objects.create(
        ticket=ticket,
        kind=MessageKind.PUBLIC,
        is_ours=False,
        author=new.requester,
        author_name=one_line(new.author_name),
        # The way of the words: those of a program came by mail, too.
        channel=Channel.MAIL if new.channel == Channel.MONITORING else new.channel,
        body=printable(new.body),
        quoted=printable(new.quoted),
        language=new.language,
        is_verified=new.is_verified,
        inbound=new.inbound,
        created_at=ticket.reported_at,
    )
