"""Appointments for tests."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

from icalendar import Calendar

from accounts.models import User
from notifications.composition import compose
from notifications.models import Delivery
from tests.tickets.moments import NOON
from tickets.actions import appointments, offering
from tickets.actions.offering import Offer
from tickets.enums import AppointmentWay
from tickets.models import Appointment, AppointmentSlot, Ticket

TOMORROW = NOON + timedelta(days=1)
NEXT_DAY = NOON + timedelta(days=2)
TELEPHONE = "+34 600 000 001"


def offered(ticket: Ticket, by: User, *starts: datetime, **fields: Any) -> Appointment:
    """An appointment offered at noon, tomorrow and the day after unless other times are given; whatever may be meant so is known."""
    given = {"way": AppointmentWay.PHONE, "starts": starts or (TOMORROW, NEXT_DAY), "minutes": 30, "number": TELEPHONE, "despite": True}
    found = offering.offer(ticket, Offer(**{**given, **fields}), by=by, at=NOON).appointment
    assert found is not None
    return found


def booked(ticket: Ticket, agent: User, requester: User, **fields: Any) -> Appointment:
    """An appointment of tomorrow, picked by the requester."""
    return appointments.pick(slot(offered(ticket, agent, **fields)), by=requester, at=NOON)


def slot(appointment: Appointment, number: int = 0) -> AppointmentSlot:
    """One of its times."""
    return appointment.slots.select_related("appointment")[number]


def mails(address: str) -> list[str]:
    """The keys of what was posted to ``address``, oldest first, without the acknowledgement."""
    keys = Delivery.objects.filter(address=address).order_by("pk").values_list("mail__key", flat=True)
    return [key.partition(":")[2].partition(":")[2] for key in keys if key.startswith("appointment:")]


def last_mail(address: str) -> Any:
    """The newest mail to ``address``, composed and read back."""
    delivery = Delivery.objects.filter(address=address).order_by("-pk").select_related("mail")[0]
    return message_from_bytes(compose(delivery, delivery.mail.texts.get(), at=NOON), policy=default)


def calendar_of(letter: Any) -> tuple[str, Any]:
    """The method that a mail's calendar part names, and its one event."""
    [part] = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    [event] = calendar.walk("VEVENT")
    assert part.get_param("method") == str(calendar["METHOD"])
    return str(calendar["METHOD"]), event
