"""Taking a public reply back before it leaves.

A reply waits in the outbox for as long as the house says. Sending counts from the moment the button was pressed; cancelling takes
that back, too: what the reply did to the ticket's status is undone, unless somebody has moved the ticket since.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from accounts import installation
from accounts.models import User
from foundation import clock
from notifications.actions import outbox
from notifications.models import Delivery
from tickets.actions import calling_off, drafts, indexing, promises, record
from tickets.enums import MessageKind, Status, Verb
from tickets.errors import Refused
from tickets.models import Follower, Message, SavedDraft, Ticket, TicketEvent

_CODES = ("status", "stall_reason", "act", "reminders", "contact_id")
_MOMENTS = ("wake_at", "stalled_at", "resolved_at", "closed_at", "act_at", "promised_at")
# Who did one of these after the reply has looked at the ticket as it is: it stays so.
_MOVES = frozenset(
    {Verb.ANSWERED, Verb.CALLED, Verb.STALLED, Verb.WOKEN, Verb.CHASED, Verb.RESOLVED, Verb.CLOSED, Verb.REJECTED, Verb.REOPENED}
)


def window() -> timedelta:
    """Return how long a reply can be taken back, by the house's choice."""
    return timedelta(seconds=installation.current().undo_seconds)


def standing(ticket: Ticket) -> dict[str, Any]:
    """Return how ``ticket`` stands, in codes and moments, for the entry of a reply that may be taken back."""
    moments = {name: getattr(ticket, name) for name in _MOMENTS}
    return {name: getattr(ticket, name) for name in _CODES} | {name: at.isoformat() for name, at in moments.items() if at is not None}


@transaction.atomic
def cancel(ticket: Ticket, message_id: int, *, by: User, at: datetime | None = None) -> SavedDraft:
    """Take back the reply ``message_id`` before it leaves, and give its words back to their writer as a draft.

    Raises ``Refused`` when it has left, and for anybody but its writer.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    message = ticket.messages.filter(pk=message_id).select_related("author").first()
    if message is None:
        raise Refused(gettext("This reply is no longer here. Perhaps it was cancelled already; then its text is your draft."))
    if message.author_id != by.pk:
        raise Refused(gettext("Only its writer can take a reply back."))
    if not message.is_leaving(moment):
        raise Refused(gettext("This reply has left already, so it can no longer be taken back. You can write another one."))
    left_out, promised_at = _left_out_of(message), promises.made_with(message)
    try:
        outbox.withdraw(ticket.topic, f"message:{message.pk}", by=by, at=moment)
    except outbox.CannotCancelError as left:
        raise Refused(gettext("This reply has left already, so it can no longer be taken back. You can write another one.")) from left
    message.ticket = ticket
    is_resolving = ticket.status == Status.RESOLVED and ticket.resolved_at == message.created_at
    draft = drafts.put_back(message, promised_at=promised_at, left_out=left_out, at=moment)
    indexing.message_gone(message)
    promises.withdrawn(ticket, message)
    message.delete()
    before = Status(ticket.status)
    _undo_the_move(ticket, message, sent_at=message.created_at, by=by)
    if is_resolving and ticket.is_unfinished:
        _give_back_the_appointment(ticket, ended_at=message.created_at, by=by, at=moment)
    record.event(ticket, Verb.WITHDRAWN, by=by, at=moment, message=message_id, before=before, status=ticket.status)
    return draft


def _left_out_of(message: Message) -> frozenset[int]:
    """Return the followers on the requester's side who did not get the public reply ``message``, although they followed by then."""
    told = Delivery.objects.about(message.ticket.topic).filter(mail__key__startswith=f"message:{message.pk}:cc:")
    keys = told.values_list("mail__key", flat=True)
    had = {int(key.rpartition(":")[2]) for key in keys}
    rows = Follower.objects.cc().reachable().filter(ticket=message.ticket, at__lte=message.created_at)
    return frozenset(rows.exclude(user__in=had).values_list("user_id", flat=True))


def _give_back_the_appointment(ticket: Ticket, *, ended_at: datetime, by: User, at: datetime) -> None:
    """Let the appointment stand that ended with the ticket. Raises ``Refused`` when calendars were told already."""
    try:
        calling_off.restore(ticket, ended_at=ended_at, by=by, at=at)
    except outbox.CannotCancelError as left:
        raise Refused(gettext("This reply has left already, so it can no longer be taken back. You can write another one.")) from left


def _undo_the_move(ticket: Ticket, message: Message, *, sent_at: datetime, by: User) -> None:
    first = ticket.messages.filter(is_ours=True, is_machine=False).exclude(kind=MessageKind.NOTE).order_by("created_at", "pk").first()
    if ticket.answered_at == sent_at:
        ticket.answered_at = first.created_at if first is not None else None
    entry = _entry(ticket, sent_at)
    if entry is not None and "was" in entry.payload and not _was_moved_since(ticket, entry, by=by):
        was = entry.payload["was"]
        for name in _CODES:
            setattr(ticket, name, was[name])
        for name in _MOMENTS:
            setattr(ticket, name, parse_datetime(was.get(name, "")))
    if (
        ticket.status == Status.OPEN
        and ticket.answered_at is None
        and not ticket.events.filter(verb__in=[Verb.REOPENED, Verb.WOKEN]).exists()
    ):
        ticket.status = Status.NEW
    ticket.save(update_fields=["answered_at", *_CODES, *_MOMENTS])


def _entry(ticket: Ticket, sent_at: datetime) -> TicketEvent | None:
    return ticket.events.filter(verb=Verb.ANSWERED, at=sent_at).order_by("-pk").first()


def _was_moved_since(ticket: Ticket, entry: TicketEvent, *, by: User) -> bool:
    """Whether the ticket was moved by anything but the act that wrote ``entry``: that has its moment and its hand."""
    return ticket.events.filter(pk__gt=entry.pk, verb__in=_MOVES).exclude(by=by, at=entry.at).exists()
