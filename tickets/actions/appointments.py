"""Appointments: offered by an agent, picked by the requester, moved, cancelled, and how they went.

Each verb locks the ticket, then the appointment, then (to book) the agent, so that of two hands the second sees what the first did.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from queues.models import Membership
from tickets import notices
from tickets.actions import calling_off, conversation, record
from tickets.actions.conversation import Answer, Draft
from tickets.enums import AppointmentOutcome, AppointmentState, AppointmentWay, Channel, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Appointment, AppointmentSlot, Message, Ticket

MOST_SLOTS = 6
FURTHEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Offer:
    """Times to choose from, how we meet, and how long it takes. ``words`` are the agent's own to the requester."""

    way: AppointmentWay
    starts: tuple[datetime, ...]
    minutes: int
    link: str = ""
    number: str = ""
    words: str = ""
    stalls: bool = False


@transaction.atomic
def offer(ticket: Ticket, given: Offer, *, by: User, at: datetime | None = None) -> Ticket:
    """Let the requester choose one of the times. Words of the agent are a public reply; earlier offers end.

    Raises ``Refused`` for a finished ticket, one that has a booked appointment, and times that are past, far away, or not the agent's.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    _require_work(ticket)
    before = calling_off.current(ticket)
    if before is not None and before.is_booked:
        raise Refused(gettext("An appointment is booked already. Move it or cancel it."))
    starts = sorted(set(given.starts))
    _require_possible(given, starts, by=by, at=moment)
    if before is not None:
        calling_off.end(before, AppointmentState.CANCELLED)
    message = _said(ticket, given.words, by=by, at=moment)
    ticket = record.locked(ticket)
    appointment = Appointment.objects.create(
        ticket=ticket,
        agent=by,
        way=given.way,
        link=given.link if given.way == AppointmentWay.VIDEO else "",
        number=one_line(given.number, 60) if given.way == AppointmentWay.PHONE else "",
        minutes=given.minutes,
        stalls=given.stalls,
        created_at=moment,
    )
    AppointmentSlot.objects.bulk_create(AppointmentSlot(appointment=appointment, starts_at=start) for start in starts)
    ticket.appointment, ticket.touched_at = appointment, moment
    ticket.save(update_fields=["appointment", "touched_at"])
    record.event(ticket, Verb.APPOINTMENT_OFFERED, by=by, at=moment, appointment=appointment, number=len(starts), way=given.way)
    notices.offer_appointment(appointment, message, at=moment)
    return ticket


def _require_possible(given: Offer, starts: list[datetime], *, by: User, at: datetime) -> None:
    if not 1 <= len(starts) <= MOST_SLOTS:
        raise Refused(gettext("Please offer one time at least, and six at most."))
    if given.way == AppointmentWay.VIDEO and not given.link.startswith("https://"):
        raise Refused(gettext("A video call needs the address of its room. It begins with https://."))
    for start in starts:
        _require_free(by, start, given.minutes, at=at)


def _require_work(ticket: Ticket) -> None:
    if not ticket.is_unfinished or ticket.merged_into_id is not None:
        raise Refused(gettext("This ticket is finished. Reopen it first."))


def _said(ticket: Ticket, words: str, *, by: User, at: datetime) -> Message | None:
    """Write the agent's words as a public reply, whose mail is the offer; nothing when there are none."""
    return conversation.last_reply(ticket, Draft(words), by=by, at=at) if words.strip() else None


def _require_free(agent: User, start: datetime, minutes: int, *, at: datetime, besides: Appointment | None = None) -> None:
    """Raise ``Refused`` unless ``agent`` can meet somebody from ``start`` on."""
    if start <= at:
        raise Refused(gettext("%(time)s has passed. Please choose a later time.") % {"time": _told(start)})
    if start - at > FURTHEST:
        raise Refused(gettext("%(time)s is very far away. Please choose a time within sixty days.") % {"time": _told(start)})
    taken = Appointment.objects.booked_within(agent.pk, start, start + timedelta(minutes=minutes))
    if (taken.exclude(pk=besides.pk) if besides is not None else taken).exists():
        raise Refused(gettext("%(name)s has another appointment at %(time)s.") % {"name": agent.display_name, "time": _told(start)})


def _told(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


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
    _require_work(ticket)
    if slot.starts_at <= moment:
        raise Refused(gettext("This time has passed. Please choose another one."))
    agent = _held(appointment.agent)
    is_taken = Appointment.objects.booked_within(agent.pk, slot.starts_at, slot.starts_at + appointment.length).exists()
    if is_taken or not _still_works(agent, ticket):
        raise Refused(gettext("This time has just been taken. Please choose another one."))
    _book(ticket, appointment, slot.starts_at, by=by, at=moment)
    return appointment


def _held(agent: User) -> User:
    """Return the agent, whose diary nobody else writes into until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=agent.pk)


def _still_works(agent: User, ticket: Ticket) -> bool:
    return agent.is_active and Membership.objects.of(agent.pk).filter(queue_id=ticket.queue_id).exists()


def _book(ticket: Ticket, appointment: Appointment, start: datetime, *, by: User, at: datetime) -> None:
    appointment.state = AppointmentState.BOOKED
    _set_time(appointment, start, at=at)
    appointment.save(update_fields=["state", *_TIME])
    record.touch(ticket, at=at)
    record.event(ticket, Verb.APPOINTMENT_BOOKED, by=by, at=at, appointment=appointment, until=start.isoformat(), way=appointment.way)
    _wait(ticket, appointment, by=by, at=at)
    notices.invite(appointment, at=at)


_TIME = ("starts_at", "ends_at", "remind_at")


def _set_time(appointment: Appointment, start: datetime, *, at: datetime) -> None:
    appointment.starts_at, appointment.ends_at = start, start + appointment.length
    appointment.remind_at = calling_off.next_reminder(start, after=at)


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
def move(ticket: Ticket, *, to: datetime, by: User, at: datetime | None = None) -> Ticket:
    """Move the booked appointment to another time; both get a new invitation, which replaces the old one in their calendars.

    Raises ``Refused`` when none is booked, or the agent cannot meet anybody then.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    appointment = calling_off.current(ticket)
    if appointment is None or not appointment.is_booked:
        raise Refused(gettext("No appointment is booked."))
    before = appointment.starts_at
    if to == before:
        return ticket
    _require_free(_held(appointment.agent), to, appointment.minutes, at=moment, besides=appointment)
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
    """End what was offered or booked: calendars are told, and nobody waits for it any more."""
    was_booked, waits = appointment.is_booked, _waits_for(ticket, appointment)
    appointment.sequence += 1
    calling_off.end(appointment, state)
    ticket.appointment, ticket.touched_at = None, at
    ticket.save(update_fields=["appointment", "touched_at"])
    if waits:
        record.go_on(ticket, by=by, at=at)
    if was_booked:
        notices.uninvite(appointment, at=at)
    elif state == AppointmentState.CANCELLED:
        notices.withdraw_offer(appointment, at=at)


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
    waits = _waits_for(ticket, appointment)
    calling_off.end(appointment, AppointmentState.DONE)
    ticket.appointment = None
    ticket.save(update_fields=["appointment"])
    if waits:
        record.go_on(ticket, by=by, at=moment)
    record.event(ticket, Verb.APPOINTMENT_OVER, by=by, at=moment, appointment=appointment, outcome=outcome)
    if took_place:
        conversation.log_call(ticket, Draft(said), by=by, at=moment)
    elif said.strip():
        conversation.note(ticket, Draft(said), by=by, at=moment)
    return record.locked(ticket)
