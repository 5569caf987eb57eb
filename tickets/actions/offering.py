"""Offering times for an appointment, of which the requester picks one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from tickets import notices
from tickets.actions import calling_off, conversation, diary, record
from tickets.actions.conversation import Draft
from tickets.enums import AppointmentState, AppointmentWay, Verb
from tickets.errors import Refused
from tickets.models import Appointment, AppointmentSlot, Message, Ticket

MOST_SLOTS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """Times to choose from, how we meet, and how long it takes. ``words`` are the writer's own to the requester.

    ``agent`` is whom the requester meets, the one who offers unless another is named. ``despite`` says that absences and other offers of
    theirs at these times are known.
    """

    way: AppointmentWay
    starts: tuple[datetime, ...]
    minutes: int
    link: str = ""
    number: str = ""
    words: str = ""
    stalls: bool = False
    agent: User | None = None
    despite: bool = False


@transaction.atomic
def offer(ticket: Ticket, given: Offer, *, by: User, at: datetime | None = None) -> Ticket:
    """Let the requester choose one of the times. Words of the agent are a public reply; earlier offers end.

    Raises ``Refused`` for a finished ticket, one that has a booked appointment, an agent who does not work in its queue, and times that are
    past, far away or taken; ``Clash`` when the agent is away or offered elsewhere then, unless ``given`` knows it.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    require_work(ticket)
    before = calling_off.current(ticket)
    if before is not None and before.is_booked:
        raise Refused(gettext("An appointment is booked already. Move it or cancel it."))
    agent, starts = given.agent or by, sorted(set(given.starts))
    _require_possible(ticket, given, starts, agent=agent, at=moment)
    if not given.despite:
        diary.require_clear(agent, starts, given.minutes, besides=before)
    if before is not None:
        calling_off.end(before, AppointmentState.CANCELLED)
    message = _said(ticket, given.words, by=by, at=moment)
    ticket = record.locked(ticket)
    appointment = _made(ticket, given, starts, agent=agent, at=moment)
    ticket.appointment, ticket.touched_at = appointment, moment
    ticket.save(update_fields=["appointment", "touched_at"])
    other = agent if agent.pk != by.pk else None
    record.event(ticket, Verb.APPOINTMENT_OFFERED, by=by, at=moment, appointment=appointment, number=len(starts), way=given.way, user=other)
    notices.offer_appointment(appointment, message, at=moment)
    return ticket


def require_work(ticket: Ticket) -> None:
    """Raise ``Refused`` for a ticket that nobody works on any more: there is nothing to meet about."""
    if not ticket.is_unfinished or ticket.merged_into_id is not None:
        raise Refused(gettext("This ticket is finished. Reopen it first."))


def _require_possible(ticket: Ticket, given: Offer, starts: list[datetime], *, agent: User, at: datetime) -> None:
    if not 1 <= len(starts) <= MOST_SLOTS:
        raise Refused(gettext("Please offer one time at least, and six at most."))
    if given.way == AppointmentWay.VIDEO and not given.link.startswith("https://"):
        raise Refused(gettext("A video call needs the address of its room. It begins with https://."))
    diary.require_works_on(agent, ticket)
    for start in starts:
        diary.require_possible(agent, start, given.minutes, at=at)


def _said(ticket: Ticket, words: str, *, by: User, at: datetime) -> Message | None:
    """Write the agent's words as a public reply, whose mail is the offer; nothing when there are none."""
    return conversation.last_reply(ticket, Draft(words), by=by, at=at) if words.strip() else None


def _made(ticket: Ticket, given: Offer, starts: list[datetime], *, agent: User, at: datetime) -> Appointment:
    appointment = Appointment.objects.create(
        ticket=ticket,
        agent=agent,
        way=given.way,
        link=given.link if given.way == AppointmentWay.VIDEO else "",
        number=one_line(given.number, 60) if given.way == AppointmentWay.PHONE else "",
        minutes=given.minutes,
        stalls=given.stalls,
        despite_absence=given.despite,
        created_at=at,
    )
    AppointmentSlot.objects.bulk_create(AppointmentSlot(appointment=appointment, starts_at=start) for start in starts)
    return appointment
