"""Promises of news: made with an answer, told to be due soon, kept by the next one, broken when their moment passes."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from accounts import installation
from accounts.models import User
from foundation import clock
from tickets import desk_notices
from tickets.actions import record
from tickets.enums import MessageKind, PromiseState, Verb
from tickets.errors import Refused
from tickets.models import Message, Promise, Ticket

logger = logging.getLogger(__name__)

BATCH = 200
LONGEST = timedelta(days=366)


def check(due_at: datetime, *, at: datetime) -> None:
    """Raise ``Refused`` unless the moment lies ahead, and not too far."""
    if due_at <= at:
        raise Refused(gettext("That moment has passed. Please promise news for a later one."))
    if due_at - at > LONGEST:
        raise Refused(gettext("This is very far away. Please promise news for an earlier date."))


def make(ticket: Ticket, due_at: datetime, *, message: Message, by: User, at: datetime) -> Promise:
    """Promise news on the locked ``ticket`` by ``due_at``, as ``message`` says. One that was open is replaced.

    Raises ``Refused`` when the moment has passed or lies more than a year ahead.
    """
    check(due_at, at=at)
    record.settle_promise(ticket, PromiseState.REPLACED, by=by, at=at)
    # Whoever promises news within the hour needs no reminder in the same minute.
    warned_at = at if due_at - at <= _warns_before() else None
    promise = Promise.objects.create(ticket=ticket, message=message, made_by=by, made_at=at, due_at=due_at, warned_at=warned_at)
    ticket.promised_at = due_at
    ticket.save(update_fields=["promised_at"])
    record.event(ticket, Verb.PROMISED, by=by, at=at, promise=promise, due=due_at.isoformat())
    return promise


def made_with(message: Message) -> datetime | None:
    """Return by when ``message`` promises news, or ``None``."""
    return Promise.objects.filter(message=message).values_list("due_at", flat=True).first()


def withdrawn(ticket: Ticket, message: Message) -> None:
    """Forget what the reply ``message`` promised, because it is taken back; what it kept is open again. The caller saves the ticket."""
    made = Promise.objects.filter(message=message).first()
    if made is not None:
        made.delete()
        ticket.promised_at = None
    later = ticket.messages.filter(is_ours=True, is_machine=False, created_at__gt=message.created_at).exclude(kind=MessageKind.NOTE)
    if later.exists():
        # The news came all the same, with another one.
        return
    kept = Promise.objects.filter(ticket=ticket, state=PromiseState.KEPT, settled_at=message.created_at).first()
    if kept is not None and not Promise.objects.filter(ticket=ticket, state=PromiseState.OPEN).exists():
        kept.state, kept.settled_at = PromiseState.OPEN, None
        kept.save(update_fields=["state", "settled_at"])
        ticket.promised_at = kept.due_at
    if ticket.promised_at is None:
        # News that came too late broke its promise, but it came: taken back, it is owed still.
        late = Promise.objects.filter(ticket=ticket, state=PromiseState.BROKEN, settled_at=message.created_at).first()
        ticket.promised_at = late.due_at if late is not None else None


def warn_due(*, at: datetime | None = None) -> int:
    """Tell whose promises fall due soon after ``at``, the soonest first, each once; return how many were told.

    How soon the house says. Safe to run late, twice, and by two workers at once.
    """
    moment, before = clock.now(at), _warns_before()
    warned = 0
    if not before:
        return warned
    soon = Promise.objects.due(moment + before).unwarned().filter(due_at__gt=moment)
    for pk, ticket_id in list(soon.values_list("pk", "ticket_id")[:BATCH]):
        try:
            warned += _warn(pk, ticket_id, at=moment)
        except Exception:
            logger.exception("Nobody could be told that promise %s is due soon", pk)
    return warned


@transaction.atomic
def _warn(pk: int, ticket_id: int, *, at: datetime) -> bool:
    """Claim the warning, and tell who owes the news. Return whether it was ours to do."""
    ticket = record.locked_as_is(Ticket(pk=ticket_id))
    if ticket.is_merged or not Promise.objects.filter(pk=pk, state=PromiseState.OPEN, warned_at=None).update(warned_at=at):
        return False
    desk_notices.tell_promise_due(ticket, Promise.objects.select_related("made_by").get(pk=pk), at=at)
    return True


def _warns_before() -> timedelta:
    return timedelta(minutes=installation.current().due_soon_minutes)


def break_due(*, at: datetime | None = None) -> int:
    """Note which promises were broken by ``at``, oldest first; return how many. Safe to run late, twice, and by two workers at once."""
    moment = clock.now(at)
    broken = 0
    for pk, ticket_id in list(Promise.objects.due(moment).values_list("pk", "ticket_id")[:BATCH]):
        try:
            broken += _break(pk, ticket_id, at=moment)
        except Exception:
            logger.exception("Promise %s could not be noted as broken", pk)
    return broken


@transaction.atomic
def _break(pk: int, ticket_id: int, *, at: datetime) -> bool:
    """Claim the promise, say in the history that it was broken, and tell who owes the news; of a merged ticket it only ends.

    Return whether it was ours to do.
    """
    # The ticket is locked first, as every action does, so that nobody waits for us while we wait for them.
    ticket = record.locked_as_is(Ticket(pk=ticket_id))
    is_merged = ticket.merged_into_id is not None
    state = PromiseState.ENDED if is_merged else PromiseState.BROKEN
    if not Promise.objects.filter(pk=pk, state=PromiseState.OPEN).update(state=state, settled_at=at):
        return False
    if is_merged:
        ticket.promised_at = None
        ticket.save(update_fields=["promised_at"])
        return False
    # The ticket keeps the moment: news is still owed.
    record.event(ticket, Verb.PROMISE_BROKEN, by=None, at=at, promise=pk)
    desk_notices.tell_promise_broken(ticket, Promise.objects.select_related("made_by").get(pk=pk), at=at)
    return True
