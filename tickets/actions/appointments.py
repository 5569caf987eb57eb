"""Appointments that are offered: picked by the requester, moved, cancelled, and how they went.

Each verb locks the ticket, then the appointment, then (to book) the agent, so that of two hands the second sees what the first did.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.agents import today
from tickets import notices
from tickets.actions import calling_off, conversation, diary, record
from tickets.actions.conversation import Answer, Draft
from tickets.actions.offering import require_work
from tickets.enums import AppointmentOutcome, AppointmentState, Channel, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Appointment, AppointmentSlot, Ticket


@transaction.atomic
def pick(slot: AppointmentSlot, *, by: User, at: datetime | None = None) -> Appointment:
    """Book one of the offered times: ``by`` is the requester, or an agent who arranges it on the phone. The same time twice is one booking.

    Raises ``Refused`` when the times are no longer offered, another one was picked, or this one is past or was taken meanwhile.
    """
    moment = clock.now(at)
    ticket = record.locked(Ticket(pk=slot.appointment.ticket_id))
    appointment = calling_off.current(ticket)
    if appointment is None or appointment.pk != slot.appointment_id:
        raise Refused(gettext("These times are no longer offered."))
    if appointment.is_booked and appointment.starts_at == slot.starts_at:
        return appointment
    if not appointment.is_offered:
        raise Refused(gettext("Another time has been chosen already. Nothing was changed."))
    require_work(ticket)
    if slot.starts_at <= moment:
        raise Refused(gettext("This time has passed. Please choose another one."))
    _require_agent(appointment, slot.starts_at, ticket=ticket)
    _book(ticket, appointment, slot.starts_at, by=by, at=moment)
    return appointment


def _require_agent(appointment: Appointment, start: datetime, *, ticket: Ticket) -> None:
    """Raise ``Refused``, in words for the requester, unless the agent is here and free at ``start``; nobody else books them meanwhile."""
    agent = diary.held(appointment.agent)
    if not diary.works_on(agent, ticket):
        raise Refused(gettext("None of these times holds any more. Please tell us when it would suit you, and we offer you others."))
    if diary.is_taken(agent, start, start + appointment.length):
        raise Refused(gettext("This time has just been taken. Please choose another one."))
    if not appointment.despite_absence and diary.away_on(today(start), diary.absences_of(agent.pk, since=start)) is not None:
        raise Refused(gettext("Nobody is there at this time after all. Please choose another one."))


def _book(ticket: Ticket, appointment: Appointment, start: datetime, *, by: User, at: datetime) -> None:
    appointment.state = AppointmentState.BOOKED
    _set_time(appointment, start, at=at)
    appointment.save(update_fields=["state", *_TIME])
    record.touch(ticket, at=at)
    record.event(ticket, Verb.APPOINTMENT_BOOKED, by=by, at=at, appointment=appointment, until=start.isoformat(), way=appointment.way)
    _wait(ticket, appointment, by=by, at=at)
    notices.invite(appointment, at=at)


_TIME = ("starts_at", "ends_at", "remind_at", "answer")


def _set_time(appointment: Appointment, start: datetime, *, at: datetime) -> None:
    appointment.starts_at, appointment.ends_at = start, start + appointment.length
    appointment.remind_at = calling_off.next_reminder(start, after=at)
    # What a calendar said was about another time.
    appointment.answer = ""


def _wait(ticket: Ticket, appointment: Appointment, *, by: User, at: datetime) -> None:
    """Let the ticket wait until the appointment, if the agent wished so; whoever picked a time has answered what we waited for."""
    if ticket.awaits_requester:
        record.go_on(ticket, by=by, at=at)
    if appointment.stalls and ticket.status == Status.OPEN and appointment.starts_at is not None:
        record.move(ticket, Status.STALLED, at=at, stall_reason=StallReason.DATE, wake_at=appointment.starts_at)
        record.event(ticket, Verb.STALLED, by=None, at=at, why=StallReason.DATE, until=appointment.starts_at.isoformat())


def _waits_for(ticket: Ticket, appointment: Appointment) -> bool:
    is_parked = ticket.status == Status.STALLED and ticket.stall_reason == StallReason.DATE
    return appointment.stalls and is_parked and ticket.wake_at == appointment.starts_at


@transaction.atomic
def move(ticket: Ticket, *, to: datetime, despite: bool = False, by: User, at: datetime | None = None) -> Ticket:
    """Move the booked appointment to another time; both get a new invitation, which replaces the old one in their calendars.

    Raises ``Refused`` when none is booked, or the agent has left or cannot meet anybody then; ``Clash`` when they are away or offered
    elsewhere at that time, unless ``despite`` says that this is known.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    appointment = calling_off.current(ticket)
    if appointment is None or not appointment.is_booked:
        raise Refused(gettext("No appointment is booked."))
    before = appointment.starts_at
    if to == before:
        return ticket
    agent = diary.held(appointment.agent)
    diary.require_works_on(agent, ticket)
    diary.require_possible(agent, to, appointment.minutes, at=moment, besides=appointment)
    if not despite:
        diary.require_clear(agent, [to], appointment.minutes, besides=appointment)
    waits = _waits_for(ticket, appointment)
    _set_time(appointment, to, at=moment)
    appointment.sequence += 1
    appointment.save(update_fields=[*_TIME, "sequence"])
    if waits:
        ticket.wake_at = to
        ticket.save(update_fields=["wake_at"])
    record.touch(ticket, at=moment)
    record.event(
        ticket,
        Verb.APPOINTMENT_MOVED,
        by=by,
        at=moment,
        appointment=appointment,
        before=before.isoformat() if before is not None else None,
        until=to.isoformat(),
    )
    notices.invite(appointment, at=moment)
    return ticket


@transaction.atomic
def cancel(ticket: Ticket, *, reason: str = "", by: User, at: datetime | None = None) -> Ticket:
    """Call off what was offered or booked, and tell both. ``reason`` is for colleagues. Raises ``Refused`` when there is nothing."""
    moment = clock.now(at)
    ticket = record.locked(ticket)
    appointment = calling_off.current(ticket)
    if appointment is None:
        raise Refused(gettext("There is no appointment."))
    _call_off(ticket, appointment, AppointmentState.CANCELLED, by=by, at=moment)
    record.event(ticket, Verb.APPOINTMENT_CANCELLED, by=by, at=moment, reason=reason.strip(), appointment=appointment)
    return ticket


@transaction.atomic
def decline(appointment: Appointment, *, words: str = "", by: User, at: datetime | None = None) -> Ticket:
    """Take note that no time suits the requester, or that they cannot come after all; their words are an answer in the ticket.

    Twice is once. Raises ``Refused`` when the appointment is no longer the ticket's.
    """
    moment = clock.now(at)
    ticket = record.locked(Ticket(pk=appointment.ticket_id))
    now = calling_off.current(ticket)
    if now is None or now.pk != appointment.pk:
        if Appointment.objects.filter(pk=appointment.pk, state=AppointmentState.DECLINED).exists():
            return ticket
        raise Refused(gettext("These times are no longer offered."))
    if now.has_begun(moment):
        raise Refused(gettext("The appointment has begun. Please call us, or write to us in your ticket."))
    was_booked = now.is_booked
    _call_off(ticket, now, AppointmentState.DECLINED, by=by, at=moment)
    record.event(ticket, Verb.APPOINTMENT_DECLINED, by=by, at=moment, appointment=now, booked=was_booked)
    body = words if words.strip() else _standard_words(was_booked=was_booked)
    return conversation.answer(ticket, Answer(body, Channel.WEB, is_proven=ticket.requester_proven), by=by, at=moment).ticket


def _standard_words(*, was_booked: bool) -> str:
    if was_booked:
        return gettext("I cannot come to the appointment. Please offer me another time.")
    return gettext("None of the offered times suits me.")


def _call_off(ticket: Ticket, appointment: Appointment, state: AppointmentState, *, by: User, at: datetime) -> None:
    """Call off what was offered or booked; the ticket, which goes on, waits for it no longer."""
    calling_off.call_off(ticket, appointment, state, at=at)
    record.touch(ticket, at=at)
    _go_on(ticket, appointment, by=by, at=at)


def _go_on(ticket: Ticket, appointment: Appointment, *, by: User, at: datetime) -> None:
    if _waits_for(ticket, appointment):
        record.go_on(ticket, by=by, at=at)


@transaction.atomic
def conclude(ticket: Ticket, *, outcome: AppointmentOutcome, said: str, by: User, at: datetime | None = None) -> Ticket:
    """Record how the appointment went. What was said is a call, and counts as an answer; where nobody was met it is a note.

    Raises ``Refused`` before it began, and when it took place and nothing is told of it.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    appointment = calling_off.current(ticket)
    if appointment is None or not appointment.is_booked:
        raise Refused(gettext("No appointment is booked."))
    if not appointment.has_begun(moment):
        raise Refused(gettext("The appointment has not begun. Move it or cancel it."))
    took_place = outcome == AppointmentOutcome.TOOK_PLACE
    if took_place and not said.strip():
        raise Refused(gettext("Please write what was said."))
    appointment.outcome = outcome
    calling_off.end(appointment, AppointmentState.DONE)
    ticket.appointment = None
    ticket.save(update_fields=["appointment"])
    _go_on(ticket, appointment, by=by, at=moment)
    record.event(ticket, Verb.APPOINTMENT_OVER, by=by, at=moment, appointment=appointment, outcome=outcome)
    if took_place:
        conversation.log_call(ticket, Draft(said), by=by, at=moment)
    elif said.strip():
        conversation.note(ticket, Draft(said), by=by, at=moment)
    return record.locked(ticket)
