"""Calling an appointment off; what becomes of it when its ticket ends, and when that is taken back."""

from datetime import datetime, timedelta

from django.utils.dateparse import parse_datetime

from accounts.models import User
from notifications.actions import outbox
from tickets import notices
from tickets.actions import record
from tickets.enums import AppointmentState, Verb
from tickets.models import Appointment, Ticket

# How long before it starts both are reminded; each once.
REMINDERS = (timedelta(hours=24), timedelta(hours=1))


def current(ticket: Ticket) -> Appointment | None:
    """Return the appointment that counts now, locked; the ticket is locked already."""
    if ticket.appointment_id is None:
        return None
    found = Appointment.objects.select_for_update(of=("self",)).select_related("agent").get(pk=ticket.appointment_id)
    found.ticket = ticket
    return found


def next_reminder(start: datetime, *, after: datetime) -> datetime | None:
    """Return when both are reminded next of what starts at ``start``; ``None`` when it is too near."""
    return next((start - before for before in REMINDERS if start - before > after), None)


def end(appointment: Appointment, state: AppointmentState) -> None:
    """Put a locked appointment into a state after which nobody is reminded of it."""
    appointment.state, appointment.remind_at = state, None
    appointment.save(update_fields=["state", "remind_at", "sequence", "outcome"])


def call_off(
    ticket: Ticket,
    appointment: Appointment,
    state: AppointmentState,
    *,
    at: datetime,
    not_before: datetime | None = None,
    quietly: bool = False,
) -> None:
    """End what was offered or booked in the locked ``ticket``: both are told and calendars take it out; with ``not_before``, not sooner.

    Nobody tells a requester who declined an offer that it is off; nor, ``quietly``, whoever got one.
    """
    was_booked = appointment.is_booked
    appointment.sequence += 1
    end(appointment, state)
    ticket.appointment = None
    ticket.save(update_fields=["appointment"])
    if was_booked:
        notices.uninvite(appointment, at=at, not_before=not_before)
    elif state == AppointmentState.CANCELLED and not quietly:
        notices.withdraw_offer(appointment, at=at, not_before=not_before)


def end_with(ticket: Ticket, *, by: User | None, at: datetime, not_before: datetime | None = None, quietly: bool = False) -> None:
    """Call off what was offered or booked because the locked ``ticket`` ends, and tell both; what has begun is left alone.

    With ``not_before`` the mails wait until then, and ``restore`` can take all of it back. ``quietly``, only calendars that hold it
    are told.
    """
    appointment = current(ticket)
    if appointment is None or appointment.has_begun(at):
        return
    before, remind = appointment.state, appointment.remind_at.isoformat() if appointment.remind_at else ""
    call_off(ticket, appointment, AppointmentState.CANCELLED, at=at, not_before=not_before, quietly=quietly)
    cancelled = Verb.APPOINTMENT_CANCELLED
    record.event(ticket, cancelled, by=by, at=at, appointment=appointment, ended=True, before=before, remind=remind)


def restore(ticket: Ticket, *, ended_at: datetime, by: User, at: datetime) -> None:
    """Let the appointment count again that ended with the locked ``ticket`` by an act of ``by`` at ``ended_at``, now taken back.

    The mails that said so have to wait still: ``outbox.CannotCancelError`` is raised when one is in a relay's hands.
    """
    entry = ticket.events.filter(verb=Verb.APPOINTMENT_CANCELLED, at=ended_at, by=by, payload__ended=True).order_by("-pk").first()
    if entry is None or ticket.appointment_id is not None:
        return
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=entry.payload["appointment"])
    outbox.withdraw(ticket.topic, f"appointment:{appointment.pk}:cancel:{appointment.sequence}", by=by, at=at)
    appointment.state = entry.payload["before"]
    appointment.remind_at = parse_datetime(entry.payload["remind"])
    appointment.save(update_fields=["state", "remind_at"])
    ticket.appointment = appointment
    ticket.save(update_fields=["appointment"])
