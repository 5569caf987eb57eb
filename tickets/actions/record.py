"""What every action does: lock the row, move the status, write the event."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, Model, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from accounts.models import Installation, User
from tickets.actions import timetable
from tickets.enums import FINISHED, LinkKind, PromiseState, Status, Verb
from tickets.errors import Refused
from tickets.models import Promise, Resolution, Ticket, TicketEvent, TicketLink
from tickets.references import reference

_COLUMNS_OF_A_MOVE = ("status", "touched_at", "stall_reason", "wake_at", "stalled_at", "resolved_at", "confirmed_at", "closed_at")

_PROMISE_VERBS = {PromiseState.KEPT: Verb.PROMISE_KEPT, PromiseState.BROKEN: Verb.PROMISE_BROKEN}


def locked(ticket: Ticket) -> Ticket:
    """Return the ticket as it is now, locked until the transaction ends. Raises ``Refused`` when it was merged: work goes on elsewhere."""
    now = locked_as_is(ticket)
    if now.merged_root_id is not None:
        raise Refused(gettext("This ticket was merged into %(other)s. Please go on there.") % {"other": reference(now.merged_root_id)})
    return now


def locked_as_is(ticket: Ticket) -> Ticket:
    """Return the ticket as it is now, merged or not, locked until the transaction ends."""
    return all_locked({ticket.pk})[ticket.pk]


def locked_with_root(ticket: Ticket) -> tuple[Ticket, Ticket]:
    """Return the ticket as it is now and the one where it goes on (itself, when it is not merged), both locked."""
    root_id = ticket.merged_root_id or ticket.pk
    rows = all_locked({ticket.pk, root_id})
    now = rows[ticket.pk]
    if (now.merged_root_id or now.pk) != root_id:
        # Somebody merged or separated it since it was read.
        return locked_with_root(now)
    return now, rows[root_id]


def all_locked(pks: Collection[int]) -> dict[int, Ticket]:
    """Return tickets as they are now by their numbers, locked in the order of these: two hands never wait for each other.

    Locked first, read afterwards: in one query, PostgreSQL would join a row that somebody moved meanwhile with the queue it was in before,
    and find nothing.
    """
    held = list(Ticket.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
    rows = Ticket.objects.select_related("queue", "category", "requester", "owner", "contact").filter(pk__in=held)
    return {ticket.pk: ticket for ticket in rows}


def event(ticket: Ticket, verb: Verb, *, by: User | None, at: datetime, reason: str = "", **payload: Any) -> TicketEvent:
    """Append one entry to the ticket's history. Payload values are ids and codes; free text goes to ``reason``."""
    plain = {key: value.pk if isinstance(value, Model) else value for key, value in payload.items()}
    return TicketEvent.objects.create(ticket=ticket, verb=verb, by=by, at=at, reason=reason, payload=plain)


def newest_entry() -> Coalesce:
    """Return the expression for the number of a ticket's newest entry, 0 where there is none: which state of it somebody has seen."""
    newest = TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    return Coalesce(Subquery(newest), Value(0), output_field=IntegerField())


def one_at_a_time() -> None:
    """Let one hand at a time join tickets: a chain is several rows, and two hands could each close half a circle."""
    list(Installation.objects.select_for_update().order_by("pk").values_list("pk", flat=True)[:1])


def touch(ticket: Ticket, *, at: datetime) -> None:
    """Note that something happened: lists show what was touched last first."""
    ticket.touched_at = at
    ticket.save(update_fields=["touched_at"])


def require_move(ticket: Ticket, status: Status) -> None:
    """Raise ``Refused`` unless the transition table allows the move."""
    if not ticket.can_become(status):
        raise Refused(
            gettext("This ticket is “%(now)s”, so it cannot become “%(then)s”.")
            % {"now": ticket.get_status_display(), "then": status.label}
        )


def move(ticket: Ticket, status: Status, *, at: datetime, stall_reason: str = "", wake_at: datetime | None = None) -> Status:
    """Put a locked ticket into ``status``, with every column that hangs on it, and return the status before.

    The event is the caller's to write. Raises ``Refused`` when the transition table does not allow the move.
    """
    require_move(ticket, status)
    before = Status(ticket.status)
    ticket.status, ticket.touched_at = status, at
    ticket.stall_reason, ticket.wake_at = stall_reason, wake_at
    if status != Status.CLOSED:
        ticket.resolved_at, ticket.confirmed_at = at if status == Status.RESOLVED else None, None
    ticket.closed_at = at if status in {Status.CLOSED, Status.REJECTED} else None
    ticket.stalled_at = at if status == Status.STALLED else None
    if status in FINISHED:
        settle_promise(ticket, PromiseState.KEPT if status == Status.RESOLVED else PromiseState.ENDED, by=None, at=at)
    timetable.plan(ticket, at=at)
    ticket.save(update_fields=[*_COLUMNS_OF_A_MOVE, *timetable.COLUMNS])
    return before


def go_on(ticket: Ticket, *, by: User | None, at: datetime, reason: str = "", **payload: Any) -> None:
    """Open a stalled or finished ticket again and say so in its history. Raises ``Refused`` when it is open already."""
    before = move(ticket, Status.OPEN, at=at)
    if before in {Status.RESOLVED, Status.CLOSED}:
        Resolution.objects.filter(ticket=ticket, is_last=True).update(was_reopened=True)
    event(ticket, Verb.WOKEN if before == Status.STALLED else Verb.REOPENED, by=by, at=at, reason=reason, before=before, **payload)


def settle_promise(ticket: Ticket, state: PromiseState, *, by: User | None, at: datetime) -> None:
    """Settle what the requester of the locked ``ticket`` was promised, if anything; no news is owed any more.

    One that is kept too late was broken.
    """
    if ticket.promised_at is None:
        return
    promise = Promise.objects.filter(ticket=ticket, state=PromiseState.OPEN).first()
    if promise is not None:
        is_late = promise.due_at <= at and state in {PromiseState.KEPT, PromiseState.REPLACED}
        promise.state, promise.settled_at = PromiseState.BROKEN if is_late else state, at
        promise.save(update_fields=["state", "settled_at"])
        if promise.state in _PROMISE_VERBS:
            event(ticket, _PROMISE_VERBS[PromiseState(promise.state)], by=None if is_late else by, at=at, promise=promise)
    ticket.promised_at = None
    ticket.save(update_fields=["promised_at"])


def link(ticket: Ticket, earlier: Ticket, *, at: datetime) -> None:
    """Link a ticket to an earlier one that it goes on with; both histories say so."""
    TicketLink.objects.get_or_create(source=ticket, target=earlier, defaults={"kind": LinkKind.RELATED})
    event(ticket, Verb.LINKED, by=None, at=at, target=earlier)
    event(earlier, Verb.LINKED, by=None, at=at, source=ticket)
