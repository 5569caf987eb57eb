"""Applying a macro: text, status, owner and line in one step, by the verbs that do each of them alone."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.enums import MacroOwner, MacroStatus, Tier
from queues.models import Macro
from tickets.actions import children, conversation, lifecycle, record, routing
from tickets.actions.conversation import Draft
from tickets.enums import EscalationReason, StallReason, Status
from tickets.errors import Refused
from tickets.models import Ticket


@transaction.atomic
def apply(
    ticket: Ticket, macro: Macro, draft: Draft, *, along: children.Along | None = None, by: User, at: datetime | None = None
) -> children.Ended:
    """Send ``draft``, if there are words, and do what ``macro`` says. All of it happens, or nothing.

    A macro that resolves takes the parts ``along``, if any: they are resolved with the same words, and nothing else.
    The same form sent twice is one step. Raises ``Refused`` as the single verbs do, and for a macro of another queue.
    """
    moment = clock.now(at)
    if not macro.is_active or macro.queue_id not in {None, ticket.queue_id}:
        raise Refused(gettext("This macro is not for this queue. Please choose another one."))
    # The parts first come into it here: all are locked in one order.
    record.all_locked({ticket.pk, *(along.parts if along is not None else ())})
    now = record.locked(ticket)
    has_words = draft.has_words
    if has_words and conversation.sent_before(now, draft) is not None:
        return children.Ended(now)
    if not has_words and not (macro.status or macro.owner or macro.tier):
        raise Refused(gettext("There is no text yet. Please write something first."))
    ended = children.Ended(now)
    if macro.status == MacroStatus.RESOLVED and along is not None:
        ended = children.resolve(now, draft, along, by=by, at=moment)
    elif macro.status == MacroStatus.RESOLVED:
        lifecycle.resolve(now, draft, by=by, at=moment)
    elif has_words:
        conversation.reply(now, draft, by=by, at=moment)
    _move(now, macro, by=by, at=moment)
    if macro.status == MacroStatus.STALLED:
        _stall(record.locked(now), macro, by=by, at=moment)
    if macro.owner == MacroOwner.ME:
        lifecycle.take(now, by=by, at=moment)
    elif macro.owner == MacroOwner.NOBODY:
        lifecycle.release(now, by=by, at=moment)
    return replace(ended, ticket=record.locked(now))


def _move(ticket: Ticket, macro: Macro, *, by: User, at: datetime) -> None:
    """Bring the ticket to the macro's line: up at once, down step by step."""
    if macro.tier is None or macro.tier == ticket.tier:
        return
    why = gettext("With the macro “%(name)s”") % {"name": macro.name}
    if macro.tier > ticket.tier:
        if macro.tier > ticket.queue.tiers:
            raise Refused(gettext("There is no higher line in this queue."))
        up = routing.Escalation(EscalationReason.COMPLEXITY, why, to=Tier(macro.tier))
        routing.escalate(ticket, up, by=by, at=at)
        return
    for _step in range(ticket.tier - macro.tier):
        routing.hand_back(ticket, reason=why, by=by, at=at)


def _stall(ticket: Ticket, macro: Macro, *, by: User, at: datetime) -> None:
    """Park the ticket; one that is parked already begins to wait anew."""
    if ticket.status == Status.STALLED:
        lifecycle.reopen(ticket, by=by, at=at)
    until = at + timedelta(days=macro.stall_days) if macro.stall_days else None
    lifecycle.stall(ticket, why=StallReason(macro.stall_reason), until=until, by=by, at=at)
