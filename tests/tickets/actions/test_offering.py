"""Offering times: what is kept and told, what stands against a time, and whom it is with."""

from datetime import timedelta

import pytest

from notifications.models import Delivery
from queues.models import Absence
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, last_mail, mails, offered, slot
from tests.tickets.moments import EARLIER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import appointments, diary, offering
from tickets.actions.offering import Offer
from tickets.enums import AppointmentState, AppointmentWay, Status
from tickets.errors import Clash, Refused
from tickets.models import Appointment

pytestmark = pytest.mark.django_db

AGENT, REQUESTER = "agent@example.org", "marta@example.net"


def test_an_offer_is_kept_told_and_in_the_history(ticket, agent):
    appointment = offered(ticket, agent)

    ticket.refresh_from_db()
    assert (ticket.appointment, appointment.state, appointment.agent) == (appointment, AppointmentState.OFFERED, agent)
    assert [row.starts_at for row in appointment.slots.all()] == [TOMORROW, NEXT_DAY]
    assert (history(ticket), last_event(ticket).payload["number"]) == (["opened", "appt_offered"], 2)
    assert (mails(REQUESTER), mails(AGENT), ticket.status) == (["offer"], [], Status.NEW)
    body = last_mail(REQUESTER).get_body(("plain",)).get_content()
    assert "Wednesday, 11 March 2026, 13:00 (Europe/Madrid)" in body
    assert f"/tickets/{ticket.pk}/appointment/" in body


def test_the_agent_s_words_are_a_reply_and_one_mail_carries_both(ticket, agent):
    offered(ticket, agent, words="Let us talk about the cabinet.")

    ticket.refresh_from_db()
    assert (ticket.status, history(ticket)) == (Status.OPEN, ["opened", "answered", "appt_offered"])
    assert "Let us talk about the cabinet." in last_mail(REQUESTER).get_body(("plain",)).get_content()
    assert Delivery.objects.filter(address=REQUESTER, mail__key__startswith="message:").count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts": ()}, "one time at least"),
        ({"starts": tuple(TOMORROW + timedelta(hours=n) for n in range(7))}, "six at most"),
        ({"starts": (EARLIER,)}, "has passed"),
        ({"starts": (NOON + timedelta(days=61),)}, "very far away"),
        ({"way": AppointmentWay.VIDEO, "link": ""}, "address of its room"),
        ({"way": AppointmentWay.VIDEO, "link": "http://meet.example.org/x"}, "address of its room"),
    ],
)
def test_what_cannot_be_offered_is_refused_and_changes_nothing(ticket, agent, fields, said):
    as_it_was = snapshot(ticket)
    given = Offer(**{"way": AppointmentWay.PHONE, "starts": (TOMORROW,), "minutes": 30, **fields})

    with pytest.raises(Refused, match=said):
        offering.offer(ticket, given, by=agent, at=NOON)

    assert (snapshot(ticket), Appointment.objects.count()) == (as_it_was, 0)


def test_a_finished_ticket_gets_no_offer_and_a_booked_appointment_stays(ticket, agent, requester):
    booked(ticket, agent, requester)
    with pytest.raises(Refused, match="booked already"):
        offered(ticket, agent)

    stand(ticket, Status.CLOSED)
    with pytest.raises(Refused, match="finished"):
        offered(ticket, agent)


def test_a_new_offer_ends_the_one_before(ticket, agent, requester):
    first = offered(ticket, agent)
    second = offered(ticket, agent, NEXT_DAY)

    first.refresh_from_db()
    ticket.refresh_from_db()
    assert (first.state, ticket.appointment) == (AppointmentState.CANCELLED, second)
    with pytest.raises(Refused, match="no longer offered"):
        appointments.pick(slot(first), by=requester, at=NOON)


def test_times_may_be_those_of_a_colleague_whom_the_requester_then_meets(ticket, agent, lead, requester):
    appointment = offered(ticket, agent, agent=lead)
    appointments.pick(slot(appointment), by=requester, at=NOON)

    event = ticket.events.get(verb="appt_offered")
    assert (appointment.agent, event.by, event.payload["user"]) == (lead, agent, lead.pk)
    assert (mails("lead@example.org"), mails(AGENT)) == (["invite:0:agent"], [])


def test_nobody_of_another_queue_is_offered(ticket, agent, treasurer):
    with pytest.raises(Refused, match="Oriol Mas does not work in this queue"):
        offered(ticket, agent, agent=treasurer)


def test_a_time_of_a_booked_appointment_is_refused_whatever_is_known(ticket, agent, requester, support):
    booked(factories.ticket(requester, support), agent, requester)

    with pytest.raises(Refused, match="Aina Roca has another appointment at 11 Mar 2026, 12:15"):
        offered(ticket, agent, TOMORROW + timedelta(minutes=15))


def test_absences_and_other_offers_are_named_time_by_time_and_nothing_is_offered(ticket, agent, lead, requester, support):
    other = factories.ticket(requester, support)
    offered(other, agent, TOMORROW)
    offered(factories.ticket(requester, support), lead, TOMORROW)
    Absence.objects.create(user=agent, first_day=NEXT_DAY.date(), last_day=NEXT_DAY.date() + timedelta(days=3))

    with pytest.raises(Clash) as caught:
        offered(ticket, agent, TOMORROW + timedelta(minutes=29), NEXT_DAY, TOMORROW + timedelta(minutes=30), despite=False)

    assert caught.value.reasons == (
        f"11 Mar 2026, 12:29: Aina Roca is offered for {other.reference} then, too.",
        "12 Mar 2026, 12:00: Aina Roca is away until 15 March 2026.",
    )
    assert not Appointment.objects.filter(ticket=ticket).exists()


def test_a_new_offer_does_not_clash_with_the_one_it_ends(ticket, agent):
    offered(ticket, agent, despite=False)

    assert offered(ticket, agent, despite=False).slots.count() == 2


def test_what_is_proposed_lies_on_working_days_where_nothing_stands_against_it(ticket, agent, requester, support):
    thursday = NOON + timedelta(days=2)
    booked(ticket, agent, requester, starts=(TOMORROW - timedelta(hours=2, minutes=45),))
    offered(factories.ticket(requester, support), agent, TOMORROW + timedelta(hours=2, minutes=45))
    Absence.objects.create(user=agent, first_day=thursday.date(), last_day=thursday.date())

    found = [f"{moment:%d %H:%M}" for moment in diary.proposals(agent, 30, at=NOON)]

    assert found == ["13 10:00", "13 15:30", "16 10:00", "16 15:30", "17 10:00", "17 15:30"]


def test_asking_for_proposals_costs_the_same_whatever_is_in_the_diary(ticket, agent, requester, support, django_assert_num_queries):
    for number in range(3):
        offered(factories.ticket(requester, support), agent, TOMORROW + timedelta(hours=number))

    with django_assert_num_queries(3):
        diary.proposals(agent, 30, at=NOON)
