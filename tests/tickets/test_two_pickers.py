"""Two people who want the same time of the same agent, and one who picks while it is called off."""

from datetime import timedelta

import pytest

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.threads import together
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, offered, slot
from tests.tickets.moments import NOON
from tickets.actions import appointments
from tickets.enums import AppointmentState
from tickets.errors import Refused
from tickets.models import Appointment, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_requesters_who_pick_times_that_overlap_one_gets_it(support: Queue, agent: User, requester: User, colleague: User):
    tickets = [factories.ticket(person, support) for person in (requester, colleague)]
    slots = [slot(offered(ticket, agent, TOMORROW + number * timedelta(minutes=20))) for number, ticket in enumerate(tickets)]

    def pick() -> str:
        try:
            appointments.pick(slots.pop(), by=requester, at=NOON)
        except Refused as refused:
            return str(refused)
        return "booked"

    assert sorted(together(pick)) == ["This time has just been taken. Please choose another one.", "booked"]
    assert Appointment.objects.filter(state=AppointmentState.BOOKED).count() == 1


def test_what_is_picked_while_it_is_withdrawn_is_either_booked_and_called_off_or_refused(ticket: Ticket, agent: User, requester: User):
    chosen = slot(offered(ticket, agent))
    acts = [
        lambda: appointments.pick(chosen, by=requester, at=NOON),
        lambda: appointments.cancel(ticket, by=agent, at=NOON),
    ]

    def act() -> str:
        try:
            acts.pop()()
        except Refused as refused:
            return str(refused)
        return "done"

    said = sorted(together(act))

    assert said in (["done", "done"], ["These times are no longer offered.", "done"])
    assert (Appointment.objects.get().state, Ticket.objects.get().appointment) == (AppointmentState.CANCELLED, None)


def test_of_two_appointments_that_move_to_one_time_one_does(support: Queue, agent: User, requester: User, colleague: User):
    tickets = [factories.ticket(person, support) for person in (requester, colleague)]
    for number, ticket in enumerate(tickets):
        booked(ticket, agent, requester, starts=(TOMORROW + timedelta(hours=number),))

    def move() -> str:
        try:
            appointments.move(tickets.pop(), to=NEXT_DAY, by=agent, at=NOON)
        except Refused:
            return "refused"
        return "moved"

    assert sorted(together(move)) == ["moved", "refused"]
    assert Appointment.objects.filter(starts_at=NEXT_DAY).count() == 1
