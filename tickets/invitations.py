"""An appointment as calendars know it: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546)."""

from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event, vCalAddress, vText, vUri

from accounts import installation
from accounts.models import User
from foundation.safetext import one_line
from tickets.models import Appointment

PRODUCT = "-//Suport//Appointments//EN"


class Method(StrEnum):
    """What a calendar shall do: keep the appointment (also instead of an earlier version), or take it out."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def invitation(appointment: Appointment, method: Method, *, to: User, organizer: str, url: str, at: datetime) -> str:
    """Return the iCalendar object for one reader, in the active language; times are in UTC, which every calendar turns into its own zone.

    ``organizer`` is the address that answers go to; ``url`` is where the appointment can be read and changed. The reader is the only one
    named as taking part: an agent's address is not the requester's business. Whoever gets it has agreed, so no answer is asked for.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_event(appointment, method, to=to, organizer=organizer, url=url, at=at))
    return str(calendar.to_ical().decode())


def uid(appointment: Appointment) -> str:
    """Return what calendars know the appointment by, for ever."""
    return f"{appointment.uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


def _event(appointment: Appointment, method: Method, *, to: User, organizer: str, url: str, at: datetime) -> Event:
    assert appointment.starts_at is not None, "only what was booked is in calendars"
    assert appointment.ends_at is not None, "only what was booked is in calendars"
    event = Event()
    event.add("uid", uid(appointment))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", summary(appointment))
    event.add("location", appointment.link if appointment.is_video else _by_telephone(appointment))
    event.add("description", f"{appointment.ticket.reference} {one_line(appointment.ticket.title, 200)}\n{url}")
    event["url"] = vUri(appointment.link if appointment.is_video else url)
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event["organizer"] = _person(organizer, installation.current().name)
    attendee = _person(to.email or "", to.name)
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    event.add("attendee", attendee, encode=False)
    return event


def summary(appointment: Appointment) -> str:
    """Return what stands in a calendar's box: how we meet, with whom, about which ticket."""
    said = (
        gettext("Video call with %(house)s (%(reference)s)")
        if appointment.is_video
        else gettext("Phone call with %(house)s (%(reference)s)")
    )
    return said % {"house": installation.current().name, "reference": appointment.ticket.reference}


def _by_telephone(appointment: Appointment) -> str:
    return gettext("By telephone: %(number)s") % {"number": appointment.number} if appointment.number else gettext("By telephone")


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    clean = one_line(name, 100).replace('"', "'")
    if clean:
        person.params["CN"] = vText(clean)
    return person
