"""Reminding both of an appointment. Safe to run late, twice, and by two workers at once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from foundation import clock
from tickets import notices
from tickets.actions import record
from tickets.actions.calling_off import next_reminder
from tickets.enums import Verb
from tickets.models import Appointment

logger = logging.getLogger(__name__)

BATCH = 200
AGAIN_AFTER = timedelta(minutes=10)


def remind_due(*, at: datetime | None = None) -> int:
    """Send the reminders that are due, oldest first; return how many appointments were reminded of. What fails is tried again soon."""
    moment = clock.now(at)
    due = list(Appointment.objects.reminding_before(moment).values_list("pk", "remind_at")[:BATCH])
    done = 0
    for pk, planned in due:
        try:
            done += remind(pk, planned, at=moment)
        except Exception:
            logger.exception("Nobody could be reminded of appointment %s", pk)
            Appointment.objects.filter(pk=pk, remind_at=planned).update(remind_at=moment + AGAIN_AFTER)
    return done


@transaction.atomic
def remind(pk: int, planned: datetime | None, *, at: datetime) -> bool:
    """Claim and send the reminder planned for ``planned``, and plan the next one. Tell whether it was ours to send.

    One that comes when the appointment has begun is not sent.
    """
    if not Appointment.objects.filter(pk=pk, remind_at=planned).update(remind_at=None):
        return False
    appointment = Appointment.objects.select_related("agent", "ticket__queue", "ticket__requester").get(pk=pk)
    if not appointment.is_booked or appointment.starts_at is None or appointment.starts_at <= at:
        return False
    appointment.remind_at = next_reminder(appointment.starts_at, after=at)
    appointment.save(update_fields=["remind_at"])
    record.event(appointment.ticket, Verb.APPOINTMENT_REMINDED, by=None, at=at, appointment=appointment)
    notices.remind_of_appointment(appointment, at=at)
    return True
