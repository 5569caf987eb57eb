"""What calendars answer to our invitations: noted with the appointment, told to whoever it is with. It opens nothing and changes no time.

Picking a time was the agreement (docs/decisions/0012-appointments.md), so an answer is news about it and no more.
"""

from uuid import UUID

from foundation.safetext import printable
from mailroom.mail import CalendarAnswer
from tickets import invitations, notices
from tickets.actions import floods, joining, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import AppointmentAnswer, InboundAction, MessageKind, Verb
from tickets.models import Appointment, Message, Ticket

_WHY = "answer of a calendar"
_SAID = {"counter": "another time proposed"}


def take(arrival: Arrival) -> Outcome | None:
    """Note what a calendar says of one of our appointments; ``None`` when the mail is no such answer, or about another house's."""
    answer = arrival.parsed.calendar_answer
    appointment = _meant(answer) if answer is not None else None
    if answer is None or appointment is None:
        return None
    part, ticket = record.locked_with_root(appointment.ticket)
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("agent").get(pk=appointment.pk)
    appointment.ticket = part
    sender = arrival.found.sender
    is_requester = sender is not None and sender.pk == part.requester_id
    is_late = not appointment.is_booked or (answer.sequence is not None and answer.sequence < appointment.sequence)
    if is_requester and not is_late and answer.state == appointment.answer and not answer.comment:
        return Outcome(InboundAction.IGNORED, f"{_WHY}: it said so before; kept in the log", ticket, matched_by="invitation")
    message = _words(arrival, answer, ticket)
    who = "requester" if is_requester else "agent" if sender == appointment.agent else "other"
    record.event(
        ticket, Verb.APPOINTMENT_ANSWERED, by=None, at=arrival.at, reason=printable(answer.comment), appointment=appointment,
        said=answer.state, who=who, late=is_late, starts=answer.starts_at.isoformat() if answer.starts_at else None,
    )  # fmt: skip
    record.touch(ticket, at=arrival.at)
    if is_requester and not is_late:
        appointment.answer = answer.state
        appointment.save(update_fields=["answer"])
        if answer.state != AppointmentAnswer.ACCEPTED:
            notices.tell_calendar_answer(appointment, at=arrival.at)
    action = InboundAction.APPENDED if message is not None else InboundAction.IGNORED
    return Outcome(action, f"{_WHY}: {_SAID.get(answer.state, answer.state) or 'unknown'}", ticket, message, "invitation")


def _meant(answer: CalendarAnswer) -> Appointment | None:
    """Return the appointment that a calendar answers about, by the name that we gave it."""
    try:
        number = UUID(answer.uid.partition("@")[0])
    except ValueError:
        return None
    found = Appointment.objects.filter(uid=number).select_related("ticket").first()
    return found if found is not None and invitations.uid(found).lower() == answer.uid.lower() else None


def _words(arrival: Arrival, answer: CalendarAnswer, ticket: Ticket) -> Message | None:
    """Keep the mail folded where it holds words of somebody; the rest of it is in the log."""
    if not (arrival.parsed.body.strip() or answer.comment) or not floods.has_room_for_machines(ticket, at=arrival.at):
        return None
    return joining.write(arrival, ticket, MessageKind.NOTE, is_machine=True)
