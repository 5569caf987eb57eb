"""What is shown of an appointment: to its requester, and on the desk's ticket page."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from queues.agents import today
from tickets import grants
from tickets.actions import diary
from tickets.enums import AppointmentState
from tickets.models import Appointment, AppointmentSlot, Ticket
from tickets.pages.invited import answered


@dataclass(frozen=True, slots=True)
class Deed:
    """Something an agent can do about an appointment."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a ticket's page says of its appointment."""

    title: str
    at: datetime | None
    how: str
    deeds: list[Deed] = field(default_factory=list)


def how(appointment: Appointment) -> str:
    """Return how we meet, with whom, and how long it takes."""
    said = (
        gettext("Video call with %(name)s, %(minutes)d minutes")
        if appointment.is_video
        else gettext("Phone call with %(name)s, %(minutes)d minutes")
    )
    words = said % {"name": appointment.agent.short_name, "minutes": appointment.minutes}
    return f"{words}: {appointment.number}" if appointment.number else words


def free_slots(appointment: Appointment, *, at: datetime) -> list[int]:
    """Return the ids of the offered times that can still be booked, with four queries however many there are."""
    coming = list(AppointmentSlot.objects.filter(appointment=appointment, starts_at__gt=at).values_list("pk", "starts_at"))
    if not coming or not diary.works_on(appointment.agent, appointment.ticket):
        return []
    first, last = min(start for _pk, start in coming), max(start for _pk, start in coming) + appointment.length
    booked = Appointment.objects.booked_within(appointment.agent_id, first, last).values_list("starts_at", "ends_at")
    busy = [diary.Span(start, end) for start, end in booked if start and end]
    absences = [] if appointment.despite_absence else diary.absences_of(appointment.agent_id, since=first)

    def is_free(start: datetime) -> bool:
        is_away = diary.away_on(today(start), absences) is not None
        return not is_away and not any(span.meets(start, start + appointment.length) for span in busy)

    return [pk for pk, start in coming if is_free(start)]


def notice(ticket: Ticket, *, at: datetime) -> Notice | None:
    """Return what the desk's ticket page says of the appointment that counts now; ``None`` when there is none. No query."""
    appointment = ticket.appointment
    if appointment is None:
        return None
    if appointment.is_offered:
        names = {"book_appointment": gettext("Book a time for them"), "offer_appointment": gettext("Offer other times")}
        title = gettext("Times for an appointment are offered. None has been chosen yet.")
    elif appointment.has_begun(at):
        names = {"conclude_appointment": gettext("Say how it went"), "move_appointment": gettext("Move it")}
        title = gettext("The appointment has begun or is over")
    else:
        names = {"move_appointment": gettext("Move it")}
        title = answered(appointment)
    if not appointment.has_begun(at):
        names["cancel_appointment"] = gettext("Withdraw the offer") if appointment.is_offered else gettext("Cancel it")
    if not appointment.agent.is_active:
        title = gettext("%(name)s, who was to meet them, has left. Cancel it, and offer times of somebody else.") % {
            "name": appointment.agent.display_name
        }
    deeds = [Deed(label, reverse(f"desk:{name}", args=[ticket.pk])) for name, label in names.items()]
    return Notice(title, appointment.starts_at, how(appointment), deeds)


def for_requester(ticket: Ticket) -> Notice | None:
    """Return what the requester's ticket page says of the appointment, with the way to it; ``None`` when there is none."""
    appointment = ticket.appointment
    if appointment is None or not ticket.can_be_mailed:
        return None
    appointment.ticket = ticket
    url = reverse("tickets:appointment", args=[ticket.pk, grants.appointment_token(appointment)])
    if appointment.is_offered:
        return Notice(gettext("We would like to talk to you"), None, how(appointment), [Deed(gettext("Choose a time"), url)])
    return Notice(
        gettext("You have an appointment with us"), appointment.starts_at, how(appointment), [Deed(gettext("See the appointment"), url)]
    )


def ended(appointment: Appointment, *, at: datetime) -> str:
    """Return why the link leads nowhere any more, in a kind sentence; empty while the appointment counts and is to come."""
    if appointment.ticket.appointment_id != appointment.pk:
        if appointment.state == AppointmentState.DECLINED:
            return gettext("You told us that it does not suit you. We will write to you with other times.")
        if appointment.state == AppointmentState.DONE:
            return gettext("This appointment is over.")
        return gettext("These times no longer hold. Please look for a newer e-mail from us, or write to us in your ticket.")
    if appointment.has_begun(at) and appointment.starts_at is not None:
        began = date_format(localtime(appointment.starts_at), "DATETIME_FORMAT")
        return gettext("This appointment was at %(time)s. If we missed each other, please write to us in your ticket.") % {"time": began}
    if appointment.is_offered and not appointment.ticket.is_unfinished:
        return gettext("Your ticket has been finished meanwhile, so there is nothing to choose any more.")
    return ""
