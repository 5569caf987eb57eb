"""One verb on many tickets, each through its own action; and taking it back within a minute.

Only verbs that send nobody a mail are here, so that taking back leaves nothing behind: docs/decisions/0010-many-at-once.md.
"""

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.once import once
from queues.models import Category
from queues.viewers import viewer_of
from tickets.actions import children, lifecycle, record, routing, triage
from tickets.enums import Priority, RejectReason
from tickets.errors import Refused
from tickets.list_enums import BulkResult, BulkVerb
from tickets.models import BulkAct, Ticket
from tickets.querysets import TicketQuerySet

MOST = 100
UNDO_WITHIN = timedelta(seconds=60)
KEPT_FOR = timedelta(days=30)
_REMEMBERED = ("owner_id", "priority", "category_id", "queue_id", "tier", "status")
Values = Mapping[str, Any]
Step = Callable[[Ticket, Values, User, datetime], Ticket]


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A ticket as somebody saw it: ``version`` is the newest entry of its history then."""

    ticket: int
    version: int


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """A verb with what it needs, for these rows. The same ``submission`` again is the same order."""

    submission: uuid.UUID
    verb: BulkVerb
    rows: Sequence[Row]
    values: Values = dataclasses.field(default_factory=dict)


def do(order: Order, *, among: TicketQuerySet, by: User, at: datetime | None = None) -> BulkAct:
    """Do the verb on each ticket of the order that is ``among`` those the agent works on, and return what became of each.

    A ticket that changed since it was seen is left alone. Raises ``Refused`` for no rows and for more than ``MOST``.
    """
    moment = clock.now(at)
    if not order.rows:
        raise Refused(gettext("Please choose at least one ticket."))
    if len(order.rows) > MOST:
        raise Refused(gettext("Please choose at most %(count)d tickets at once.") % {"count": MOST})
    return once(lambda: BulkAct.objects.filter(submission=order.submission).first(), lambda: _do(order, among, by, moment))


def _do(order: Order, among: TicketQuerySet, by: User, at: datetime) -> BulkAct:
    # Written first: a twin of this order waits here until this one is done.
    act = BulkAct.objects.create(submission=order.submission, by=by, verb=order.verb, at=at, undo_until=at + UNDO_WITHIN)
    # In one order for everybody, so that two agents with the same rows never wait for each other.
    for row in sorted(order.rows, key=lambda row: row.ticket):
        act.outcomes.append(_one(order, row, among, by, at))
    act.save(update_fields=["outcomes"])
    return act


def _one(order: Order, row: Row, among: TicketQuerySet, by: User, at: datetime) -> dict[str, Any]:
    outcome: dict[str, Any] = {"ticket": row.ticket, "why": ""}
    ticket = among.filter(pk=row.ticket).first()
    if ticket is None:
        return {**outcome, "result": BulkResult.GONE}
    try:
        with transaction.atomic():
            ticket = record.locked(ticket)
            if _newest(ticket) != row.version:
                return {**outcome, "result": BulkResult.CHANGED}
            before = {name: getattr(ticket, name) for name in _REMEMBERED}
            _STEPS[order.verb](ticket, order.values, by, at)
    except Refused as refused:
        return {**outcome, "result": BulkResult.REFUSED, "why": str(refused)}
    entry = _newest(ticket)
    return {**outcome, "result": BulkResult.SAME if entry == row.version else BulkResult.DONE, "entry": entry, "before": before}


def undo(act: BulkAct, *, by: User, at: datetime | None = None) -> BulkAct:
    """Take back what was done, but for tickets that changed since. Raises ``Refused`` when it is too late, or done already."""
    moment = clock.now(at)
    if not BulkVerb(act.verb).is_reversible:
        raise Refused(gettext("This cannot be taken back."))
    with transaction.atomic():
        if not BulkAct.objects.filter(pk=act.pk, undone_at=None, undo_until__gt=moment).update(undone_at=moment):
            raise Refused(gettext("It is too late to take this back, or it was taken back already."))
        act.refresh_from_db()
        for outcome in act.of(BulkResult.DONE):
            outcome.update(_back(act, outcome, by, moment))
        act.save(update_fields=["outcomes"])
    return act


def _back(act: BulkAct, outcome: Mapping[str, Any], by: User, at: datetime) -> dict[str, Any]:
    try:
        with transaction.atomic():
            ticket = record.locked(Ticket(pk=outcome["ticket"]))
            if _newest(ticket) != outcome["entry"]:
                return {"result": BulkResult.KEPT, "why": gettext("Somebody worked on it since.")}
            _INVERSES[BulkVerb(act.verb)](ticket, outcome["before"], by, at)
    except (Refused, Ticket.DoesNotExist) as refused:
        return {"result": BulkResult.KEPT, "why": str(refused)}
    return {"result": BulkResult.UNDONE}


def forget(*, at: datetime | None = None) -> int:
    """Delete what was done long ago, and return how many rows; the tickets' histories keep it."""
    return BulkAct.objects.filter(at__lt=clock.now(at) - KEPT_FOR).delete()[0]


def _newest(ticket: Ticket) -> int:
    return int(Ticket.objects.filter(pk=ticket.pk).values_list(record.newest_entry(), flat=True).get())


def _sorting(ticket: Ticket, **decided: Any) -> triage.Sorting:
    """Return what is decided about the ticket already, with what is decided now."""
    names = [each.name for each in dataclasses.fields(triage.Sorting) if each.name != "reason"]
    known = {name: getattr(ticket, name) for name in names}
    return triage.Sorting(**{**known, "priority": Priority(ticket.priority), **decided})


def _set_priority(ticket: Ticket, values: Values, by: User, at: datetime) -> Ticket:
    return triage.sort(ticket, _sorting(ticket, priority=values["priority"], reason=values["reason"]), by=by, at=at)


def _set_category(ticket: Ticket, values: Values, by: User, at: datetime) -> Ticket:
    return triage.sort(ticket, _sorting(ticket, category=values["category"]), by=by, at=at)


def _close(ticket: Ticket, values: Values, by: User, at: datetime) -> Ticket:
    """Close a ticket whose parts are done; about others its own page asks."""
    parts = children.unfinished(ticket, among=Ticket.objects.worked_by(viewer_of(by.pk)))
    if parts:
        names = ", ".join(part.reference for part in parts)
        raise Refused(gettext("Parts of it are not done: %(others)s. Close it on its own page.") % {"others": names})
    return lifecycle.close(ticket, by=by, at=at)


def _spam(ticket: Ticket, values: Values, by: User, at: datetime) -> Ticket:
    """Reject a ticket as spam, unless somebody is to be met: that would send a mail, which no undo takes back."""
    if ticket.appointment_id is not None:
        raise Refused(gettext("It has an appointment. Reject it on its own page."))
    return lifecycle.reject(ticket, why=RejectReason.SPAM, by=by, at=at)


_STEPS: dict[BulkVerb, Step] = {
    BulkVerb.TAKE: lambda ticket, values, by, at: lifecycle.take(ticket, by=by, at=at),
    BulkVerb.RELEASE: lambda ticket, values, by, at: lifecycle.release(ticket, by=by, at=at),
    BulkVerb.ASSIGN: lambda ticket, values, by, at: lifecycle.assign(ticket, to=values["owner"], tells=False, by=by, at=at),
    BulkVerb.PRIORITY: _set_priority,
    BulkVerb.CATEGORY: _set_category,
    BulkVerb.STALL: lambda ticket, values, by, at: lifecycle.stall(ticket, why=values["why"], until=values["until"], by=by, at=at),
    BulkVerb.TRANSFER: lambda ticket, values, by, at: routing.transfer(
        ticket, to=values["queue"], note=values["note"], tells=False, by=by, at=at
    ),
    BulkVerb.SPAM: _spam,
    BulkVerb.CLOSE: _close,
}


def _owner_back(ticket: Ticket, before: Values, by: User, at: datetime) -> Ticket:
    owner = User.objects.filter(pk=before["owner_id"]).first()
    return lifecycle.release(ticket, by=by, at=at) if owner is None else lifecycle.assign(ticket, to=owner, tells=False, by=by, at=at)


def _sorting_back(ticket: Ticket, before: Values, by: User, at: datetime) -> Ticket:
    category = Category.objects.filter(pk=before["category_id"]).first()
    return triage.sort(
        ticket, _sorting(ticket, category=category, priority=Priority(before["priority"]), reason=gettext("Taken back.")), by=by, at=at
    )


def _queue_back(ticket: Ticket, before: Values, by: User, at: datetime) -> Ticket:
    return routing.send_back(ticket, done=gettext("Taken back."), tells=False, by=by, at=at)


def _go_on(ticket: Ticket, before: Values, by: User, at: datetime) -> Ticket:
    return lifecycle.reopen(ticket, by=by, at=at)


_INVERSES: dict[BulkVerb, Step] = {
    BulkVerb.TAKE: _owner_back,
    BulkVerb.RELEASE: _owner_back,
    BulkVerb.ASSIGN: _owner_back,
    BulkVerb.PRIORITY: _sorting_back,
    BulkVerb.CATEGORY: _sorting_back,
    BulkVerb.STALL: _go_on,
    BulkVerb.TRANSFER: _queue_back,
    BulkVerb.SPAM: lambda ticket, before, by, at: lifecycle.unreject(ticket, by=by, at=at),
}
