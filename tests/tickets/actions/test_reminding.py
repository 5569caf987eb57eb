"""Reminders of appointments: each once."""

from datetime import timedelta

import pytest

from accounts import installation
from queues.models import Mailbox
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, mails
from tests.tickets.moments import NOON
from tests.tickets.standing import history
from tickets.actions import appointments, reminding
from tickets.models import Appointment

pytestmark = pytest.mark.django_db

REQUESTER, AGENT = "marta@example.net", "agent@example.org"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def reminders(address: str) -> int:
    return sum(key.startswith("reminder:") for key in mails(address))


def test_both_are_reminded_a_day_and_an_hour_before_each_once(ticket, agent, requester):
    booked(ticket, agent, requester, starts=(NEXT_DAY,))

    done = [reminding.remind_due(at=at) for at in (NOON, NEXT_DAY - DAY, NEXT_DAY - DAY, NEXT_DAY - HOUR, NEXT_DAY - HOUR, NEXT_DAY)]

    assert done == [0, 1, 0, 1, 0, 0]
    assert (reminders(REQUESTER), reminders(AGENT), history(ticket).count("appt_reminded")) == (2, 2, 2)
    assert Appointment.objects.get().remind_at is None


def test_a_sweep_that_comes_late_reminds_once_and_after_the_beginning_not_at_all(ticket, agent, requester):
    booked(ticket, agent, requester, starts=(NEXT_DAY,))

    assert reminding.remind_due(at=NEXT_DAY - timedelta(minutes=20)) == 1
    Appointment.objects.update(remind_at=NEXT_DAY)
    assert reminding.remind_due(at=NEXT_DAY) == 0

    assert reminders(REQUESTER) == 1


def test_what_is_near_is_reminded_of_once_and_what_is_very_near_never(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)
    assert appointment.remind_at == TOMORROW - HOUR

    appointments.move(ticket, to=NOON + timedelta(minutes=30), by=agent, at=NOON)

    assert Appointment.objects.get().remind_at is None


def test_nobody_is_reminded_of_what_was_called_off(ticket, agent, requester):
    booked(ticket, agent, requester)
    appointments.cancel(ticket, by=agent, at=NOON)

    assert (reminding.remind_due(at=TOMORROW - HOUR), reminders(REQUESTER)) == (0, 0)


def test_what_fails_is_tried_again_soon(ticket, agent, requester):
    booked(ticket, agent, requester)
    at = TOMORROW - HOUR
    # No header can hold such an address.
    Mailbox.objects.update(address="suport@example.org\n")
    installation.forget()
    assert reminding.remind_due(at=at) == 0
    Mailbox.objects.update(address="suport@example.org")
    installation.forget()

    assert (Appointment.objects.get().remind_at, reminders(AGENT)) == (at + reminding.AGAIN_AFTER, 0)
    assert reminding.remind_due(at=at + reminding.AGAIN_AFTER) == 1
