"""What tickets do by themselves: remind, and close. Safe to run late, twice, and by two workers at once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from foundation import clock
from tickets import notices
from tickets.actions import calling_off, lifecycle, record, timetable
from tickets.enums import Act, CloseReason, Status, Verb
from tickets.models import Ticket

logger = logging.getLogger(__name__)

BATCH = 200
AGAIN_AFTER = timedelta(hours=1)


def act_due(*, at: datetime | None = None) -> int:
    """Do what is due, oldest first; return how many tickets did something. What fails is tried again in an hour."""
    moment = clock.now(at)
    due = Ticket.objects.acting_before(moment).values_list("pk", "act_at")[:BATCH]
    done = 0
    for pk, planned in list(due):
        try:
            done += act(pk, planned, at=moment)
        except Exception:
            logger.exception("Ticket %s could not do what was due", pk)
            Ticket.objects.filter(pk=pk, act_at=planned).update(act_at=moment + AGAIN_AFTER)
    return done


def act(pk: int, planned: datetime | None, *, at: datetime) -> bool:
    """Claim and do what the ticket ``pk`` planned for ``planned``, in one transaction: a worker that dies leaves it as it was.

    Tell whether it was ours to do.
    """
    with transaction.atomic():
        # The claim puts the step out of reach of any other worker, which finds another moment in the row.
        if not Ticket.objects.filter(pk=pk, act_at=planned).update(act_at=at + AGAIN_AFTER):
            return False
        ticket = record.locked_as_is(Ticket(pk=pk))
        if ticket.merged_into_id is not None:
            timetable.drop(ticket)
        elif ticket.status == Status.RESOLVED:
            lifecycle.close(ticket, by=None, at=at)
        elif not ticket.can_be_mailed:
            record.go_on(ticket, by=None, at=at, why="call")
        elif ticket.act == Act.REMIND:
            _remind(ticket, at=at)
        else:
            _give_up(ticket, at=at)
        return True


def _remind(ticket: Ticket, *, at: datetime) -> None:
    """Ask the requester kindly once more, and plan what follows."""
    timetable.plan(ticket, at=at, reminders=ticket.reminders + 1)
    ticket.save(update_fields=[*timetable.COLUMNS])
    record.event(ticket, Verb.CHASED, by=None, at=at, number=ticket.reminders)
    notices.remind(ticket, closes_at=timetable.closes_at(ticket), at=at)


def _give_up(ticket: Ticket, *, at: datetime) -> None:
    """Close a ticket whose requester stayed silent, and tell them how to go on."""
    calling_off.end_with(ticket, by=None, at=at)
    record.move(ticket, Status.CLOSED, at=at)
    record.event(ticket, Verb.CLOSED, by=None, at=at, why=CloseReason.SILENCE)
    notices.tell_closed(ticket, at=at)
