"""What a ticket does by itself, and when: the one place that turns a queue's days into a moment."""

from datetime import datetime

from accounts import installation
from foundation import clock
from foundation.workdays import after_working_days
from queues.models import Queue
from tickets.enums import Act, StallReason, Status
from tickets.models import Ticket

COLUMNS = ("act", "act_at", "reminders")


def plan(ticket: Ticket, *, at: datetime, reminders: int = 0) -> None:
    """Set what the locked ``ticket`` does next by itself, counted from ``at``, after so many reminders. The caller saves ``COLUMNS``.

    Each step is planned when the one before is done: one that runs late moves all that follow, so two are never due at once.
    """
    ticket.reminders = reminders
    act, days = _next(ticket)
    ticket.act, ticket.act_at = (act, _after(at, days)) if days else ("", None)


def plan_anew(ticket: Ticket, *, at: datetime) -> None:
    """Start the days of the locked ``ticket`` again, because we wrote to the requester. What waits for nothing stays as it is."""
    if ticket.act:
        plan(ticket, at=at)
        ticket.save(update_fields=[*COLUMNS])


def drop(ticket: Ticket) -> None:
    """Let the locked ``ticket`` do nothing by itself any more."""
    ticket.act, ticket.act_at = "", None
    ticket.save(update_fields=[*COLUMNS])


def looks_again_at(queue: Queue, why: StallReason, *, at: datetime) -> datetime | None:
    """Return when work goes on with what is stalled at ``at`` without a date; ``None`` when it never does by itself.

    What waits for the requester has its reminders instead.
    """
    if why not in {StallReason.THIRD_PARTY, StallReason.PARKED} or not queue.look_again_days:
        return None
    return _after(at, queue.look_again_days)


def closes_at(ticket: Ticket) -> datetime | None:
    """Return when the ticket closes by itself if nobody writes; ``None`` when it does not."""
    if ticket.act_at is None or ticket.act == Act.CLOSE:
        return ticket.act_at
    days = _days_to_giving_up(ticket, passed=_day_of(ticket, ticket.reminders + 1))
    return _after(ticket.act_at, days) if days else None


def _next(ticket: Ticket) -> tuple[Act, int]:
    """Return the next act and the working days until it; no days when there is none."""
    if ticket.status == Status.RESOLVED:
        return Act.CLOSE, ticket.queue.close_days
    if not ticket.awaits_requester:
        return Act.CLOSE, 0
    passed = _day_of(ticket, ticket.reminders)
    if ticket.reminders < len(ticket.queue.chase_days):
        return Act.REMIND, max(_day_of(ticket, ticket.reminders + 1) - passed, 1)
    return Act.CLOSE, _days_to_giving_up(ticket, passed=passed)


def _day_of(ticket: Ticket, number: int) -> int:
    """Return the working day of the reminder ``number``, counted from 1; of the last there is when the queue has fewer by now."""
    days: list[int] = [0, *ticket.queue.chase_days]
    return days[min(number, len(days) - 1)]


def _days_to_giving_up(ticket: Ticket, *, passed: int) -> int:
    """Return the working days left; none when the queue never gives up, or an agent has said when work goes on."""
    if not ticket.queue.give_up_days or ticket.wake_at is not None:
        return 0
    return max(ticket.queue.give_up_days - passed, 1)


def _after(at: datetime, days: int) -> datetime:
    return after_working_days(at, days, clock.zone(installation.current().time_zone))
