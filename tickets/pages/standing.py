"""Where a ticket stands, in a sentence or two for its requester: what comes next, when, and what they may do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from queues.texts import text_for
from tickets.actions import timetable
from tickets.enums import CloseReason, Status, Verb
from tickets.models import Ticket
from tickets.notices import REJECTION_TEXTS


@dataclass(frozen=True, slots=True)
class Standing:
    """A callout: its title, its text, and its tone (empty for plain information)."""

    title: str
    text: str
    tone: str = ""


def day(at: datetime) -> str:
    """Return the day of ``at`` in the reader's zone and words."""
    return date_format(localtime(at), "DATE_FORMAT")


def standing(ticket: Ticket, *, at: datetime) -> Standing | None:
    """Return what the requester should know at ``at``; ``None`` while people work on it and nothing is asked."""
    if ticket.awaits_requester:
        return _awaiting(ticket)
    if ticket.status == Status.RESOLVED:
        return _resolved(ticket)
    if ticket.status == Status.CLOSED:
        return Standing(_closed_title(ticket), answer_leads(ticket, at=at))
    if ticket.status == Status.REJECTED:
        return _rejected(ticket)
    return _promised(ticket, at=at)


def _promised(ticket: Ticket, *, at: datetime) -> Standing | None:
    if ticket.promised_at is None:
        return None
    local = localtime(ticket.promised_at)
    moment = f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"
    if ticket.promised_at <= at:
        late = gettext("We promised you news by %(moment)s, and it has not come. We are sorry. You can write to us below.")
        return Standing(gettext("Our news is late"), late % {"moment": moment}, "warn")
    return Standing(gettext("We promised you news"), gettext("You will hear from us by %(moment)s.") % {"moment": moment})


def _awaiting(ticket: Ticket) -> Standing:
    until = timetable.closes_at(ticket)
    text = gettext("Without it we will close this on %(date)s.") % {"date": day(until)} if until else gettext("Please write to us below.")
    return Standing(gettext("We wait for your answer"), text, "warn")


def _resolved(ticket: Ticket) -> Standing:
    if ticket.confirmed_at is not None:
        return Standing(gettext("You told us that it works"), gettext("Thank you. If it comes back, tell us below."), "ok")
    title = gettext("We believe that this is solved")
    if ticket.act_at is None:
        return Standing(title, gettext("If it still does not work, tell us below."), "ok")
    said = gettext("We will close this on %(date)s. If it still does not work, tell us below.")
    return Standing(title, said % {"date": day(ticket.act_at)}, "ok")


def _closed_title(ticket: Ticket) -> str:
    event = ticket.events.filter(verb=Verb.CLOSED).order_by("-pk").first()
    if event is not None and event.payload.get("why") == CloseReason.SILENCE:
        return gettext("Closed, because we had no answer")
    if event is not None and event.payload.get("why") == CloseReason.REQUESTER:
        return gettext("Closed, because you told us that it is solved")
    if ticket.confirmed_at is not None:
        return gettext("Closed, because you told us that it works")
    return gettext("Closed")


def answer_leads(ticket: Ticket, *, at: datetime) -> str:
    """Say what an answer does to a finished ticket: it goes on, until when, or begins a new one."""
    until = ticket.reopens_until
    if until is None:
        return ""
    if at > until:
        return gettext("What you write now opens a new ticket. We link it to this one, so nothing has to be said twice.")
    return gettext("If it comes back, write to us until %(date)s and we go on here.") % {"date": day(until)}


def _rejected(ticket: Ticket) -> Standing | None:
    event = ticket.events.filter(verb=Verb.REJECTED).order_by("-pk").first()
    why = event.payload.get("why") if event is not None else None
    place = REJECTION_TEXTS.get(why)
    return Standing(gettext("We cannot help you with this"), text_for(ticket.queue_id, place, get_language())) if place else None
