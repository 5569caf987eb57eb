"""Asking somebody outside about a ticket by mail, and ending that. What comes back is the business of ``consulted``."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext

from accounts.actions import people
from accounts.models import User
from foundation import clock
from foundation.once import key, once
from foundation.safetext import one_line, printable
from notifications import addresses
from tickets import consultation_notices, mail_addresses
from tickets.actions import indexing, lifecycle, record
from tickets.enums import Channel, MessageKind, StallReason, Verb
from tickets.errors import Refused
from tickets.mail_enums import ConsultationState
from tickets.models import Attachment, Consultation, Message, Ticket
from tickets.querysets import AttachmentQuerySet
from tickets.writing_querysets import MessageQuerySet

MOST = 5
# Mail grows by a third on its way; many relays take no more than 20 MB. The texts say this number in words.
FILES_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whom: addresses, subject, words; numbers of the requester's messages to quote and of files that go along.

    ``stalls`` lets the ticket wait for a third party in the same act. The same ``submission`` twice is one question.
    """

    to: Sequence[str]
    subject: str
    body: str
    quotes: Collection[int] = ()
    files: Collection[int] = ()
    stalls: bool = False
    submission: uuid.UUID | None = None


def ask(ticket: Ticket, question: Question, *, by: User, at: datetime | None = None) -> Message:
    """Mail a question to people outside, each a mail of their own, and keep it as an internal note; return that note.

    Nothing goes out but the words given, what is chosen to be quoted, and the files chosen. Raises ``Refused`` for a finished ticket,
    for no words, and for addresses that cannot be written to, are ours, or are the requester's.
    """
    moment = clock.now(at)
    return once(partial(_asked_before, ticket, question), lambda: _ask(ticket, question, by=by, at=moment))


@transaction.atomic
def end(consultation: Consultation, *, by: User, at: datetime | None = None) -> Consultation:
    """Wait for an answer no longer. One that comes later is kept all the same. Nothing happens when none is awaited any more."""
    moment = clock.now(at)
    ticket = record.locked_with_root(consultation.ticket)[1]
    asked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if asked.is_waiting:
        asked.state, asked.settled_at = ConsultationState.ENDED, moment
        asked.save(update_fields=["state", "settled_at"])
        record.event(ticket, Verb.CONSULT_ENDED, by=by, at=moment, consultation=asked, reason=asked.address)
    return asked


def _asked_before(ticket: Ticket, question: Question) -> Message | None:
    sent_as = _key(ticket, question)
    return Message.objects.filter(submission=sent_as).first() if sent_as else None


def _key(ticket: Ticket, question: Question) -> uuid.UUID | None:
    said = (",".join(question.to), question.subject, question.body, sorted(question.quotes), sorted(question.files))
    return key(question.submission, ticket.pk, "consultation", *said)


def _ask(ticket: Ticket, question: Question, *, by: User, at: datetime) -> Message:
    ticket = record.locked(ticket)
    if not ticket.can_be_answered:
        raise Refused(gettext("This ticket is finished. Reopen it before you ask somebody."))
    subject, body = one_line(question.subject[:200]), printable(question.body).strip()
    if not subject or not body:
        raise Refused(gettext("Please say what you ask, and give the e-mail a subject."))
    to = _addresses(ticket, question.to)
    files = _files(ticket, question.files)
    message = Message.objects.create(
        ticket=ticket,
        kind=MessageKind.NOTE,
        is_ours=True,
        author=by,
        channel=Channel.MAIL,
        body=body,
        quoted=_quoted(ticket, question.quotes),
        created_at=at,
        submission=_key(ticket, question),
    )
    for file in files:
        file.pk, file.message = None, message
    Attachment.objects.bulk_create(files)
    indexing.message_written(message)
    for address in to:
        _send(message, address, subject, by=by, at=at)
    record.event(ticket, Verb.CONSULTED, by=by, at=at, message=message, reason=", ".join(to))
    record.touch(ticket, at=at)
    if question.stalls:
        lifecycle.stall(ticket, why=StallReason.THIRD_PARTY, until=None, by=by, at=at)
    return message


def _send(message: Message, address: str, subject: str, *, by: User, at: datetime) -> None:
    consultation = Consultation.objects.create(
        ticket=message.ticket, question=message, subject=subject, address=address, asked_by=by, asked_at=at
    )
    consultation.delivery = consultation_notices.ask(consultation, at=at)
    consultation.save(update_fields=["delivery"])


def _addresses(ticket: Ticket, given: Sequence[str]) -> list[str]:
    """Return the addresses as they are stored, each once. Raises ``Refused`` for what must not be written to."""
    found: dict[str, str] = {}
    for text in given:
        try:
            address = addresses.normalised(text)
        except ValueError as wrong:
            raise Refused(
                gettext("“%(text)s” is not an e-mail address we can write to. Please check it.") % {"text": one_line(text)}
            ) from wrong
        found.setdefault(addresses.key_of(address), address)
        if mail_addresses.mailbox_for(address) is not None:
            raise Refused(gettext("%(address)s is our own address. Please give the address of somebody outside.") % {"address": address})
        person = people.by_address(address)
        if person is not None and person.pk == ticket.requester_id:
            raise Refused(gettext("%(address)s is the requester’s. Send them a reply.") % {"address": address})
    if not found:
        raise Refused(gettext("Please say whom you ask."))
    if len(found) > MOST:
        raise Refused(gettext("These are too many people. Five are the most that can be asked at once."))
    return list(found.values())


def _quoted(ticket: Ticket, numbers: Collection[int]) -> str:
    """Return the words of the requester's side that were chosen, oldest first, without a name. Raises ``Refused`` for what is not theirs."""
    if not numbers:
        return ""
    rows = list(quotable(ticket).filter(pk__in=numbers))
    if len(rows) != len(set(numbers)):
        raise Refused(gettext("A message is no longer in this ticket. Please choose again."))
    return "\n\n".join(message.body for message in rows)


def quotable(ticket: Ticket) -> MessageQuerySet:
    """Return what of a ticket may be quoted to somebody outside: words of the requester's side, oldest first."""
    rows = Message.objects.of(Ticket.objects.of_whole(ticket.pk)).public()
    return rows.filter(is_ours=False, is_machine=False).exclude(body="").order_by("created_at", "pk")


def sendable(ticket: Ticket) -> AttachmentQuerySet:
    """Return the files of a ticket that may go along, oldest first."""
    return Attachment.objects.of(Ticket.objects.of_whole(ticket.pk)).handed_out().order_by("created_at", "pk")


def _files(ticket: Ticket, numbers: Collection[int]) -> list[Attachment]:
    if not numbers:
        return []
    rows = list(sendable(ticket).filter(pk__in=numbers))
    if len(rows) != len(set(numbers)):
        raise Refused(gettext("A file is no longer in this ticket. Please choose again."))
    if sum(file.size for file in rows) > FILES_LIMIT:
        raise Refused(gettext("Together the files may not exceed 10 MB. Please leave some out."))
    return rows
