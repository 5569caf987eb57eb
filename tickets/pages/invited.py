"""What calendars answered to an invitation, in words."""

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from tickets.enums import AppointmentAnswer
from tickets.models import Appointment, TicketEvent
from tickets.pages.names import Names


def answered(appointment: Appointment) -> str:
    """Return what is said of a booked appointment, with what the requester's calendar thinks of it."""
    match appointment.answer:
        case AppointmentAnswer.ACCEPTED:
            return gettext("An appointment is booked; the requester’s calendar accepted it")
        case AppointmentAnswer.DECLINED:
            return gettext("An appointment is booked, but the requester’s calendar declined it")
        case AppointmentAnswer.TENTATIVE:
            return gettext("An appointment is booked; the requester’s calendar says perhaps")
        case AppointmentAnswer.COUNTER:
            return gettext("An appointment is booked, but the requester’s calendar proposes another time")
    return gettext("An appointment is booked")


def calendar_answer(event: TicketEvent, names: Names) -> str:
    """Return the sentence of an answer: whose calendar, what it says, and whether that was about an earlier time."""
    whose = {
        "requester": gettext("The requester’s calendar"),
        "agent": gettext("The agent’s calendar"),
    }.get(event.payload.get("who"), gettext("The calendar of somebody else"))
    said = event.payload.get("said")
    label = str(AppointmentAnswer(said).label) if said in AppointmentAnswer.values else gettext("Unknown")
    sentence = f"{whose}: {label}"
    starts = parse_datetime(event.payload.get("starts") or "")
    if starts is not None:
        local = localtime(starts)
        sentence = f"{sentence}, {date_format(local, 'SHORT_DATETIME_FORMAT')} {local.tzname()}"
    if event.payload.get("late"):
        sentence = gettext("%(said)s, about an appointment that no longer counts so") % {"said": sentence}
    return f"{sentence}. {event.reason}" if event.reason else sentence
