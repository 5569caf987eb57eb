"""Picking one of the offered times: both are invited, and one agent meets one person at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Delivery
from queues.models import Absence, Membership
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TELEPHONE, TOMORROW, booked, calendar_of, last_mail, mails, offered, slot
from tests.tickets.moments import NOON
from tests.tickets.standing import history, last_event, stand
from tickets.actions import appointments, conversation
from tickets.actions.conversation import Draft
from tickets.enums import AppointmentState, AppointmentWay, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Appointment
from tickets.pages.appointment import free_slots

pytestmark = pytest.mark.django_db

AGENT, REQUESTER = "agent@example.org", "marta@example.net"


def test_picking_books_invites_both_and_plans_the_reminder(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)

    assert (appointment.state, appointment.starts_at, appointment.ends_at) == (
        AppointmentState.BOOKED,
        TOMORROW,
        TOMORROW + timedelta(minutes=30),
    )
    assert appointment.remind_at == TOMORROW - timedelta(hours=1)
    event = last_event(ticket)
    assert (event.verb, event.by, event.payload["until"]) == (Verb.APPOINTMENT_BOOKED, requester, TOMORROW.isoformat())
    assert (mails(REQUESTER), mails(AGENT)) == (["offer", "invite:0"], ["invite:0:agent"])


def test_both_invitations_are_read_by_calendars(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)

    for address in (REQUESTER, AGENT):
        letter = last_mail(address)
        method, event = calendar_of(letter)
        assert (method, event["SEQUENCE"], str(event["STATUS"])) == ("REQUEST", 0, "CONFIRMED")
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (TOMORROW, TOMORROW + timedelta(minutes=30))
        assert str(event["UID"]) == f"{appointment.uid}@localhost"
        assert str(event["ATTENDEE"]) == f"mailto:{address}"
        assert (event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
        assert str(event["ORGANIZER"]).startswith("mailto:suport")
        assert TELEPHONE in str(event["LOCATION"])
        assert [part.get_filename() for part in letter.iter_attachments()] == ["invitation.ics"]


def test_each_invitation_says_with_whom_and_an_offer_with_words_is_signed_once(ticket, agent, requester):
    appointment = offered(ticket, agent, words="Let us talk.")
    letter = last_mail(REQUESTER).get_body(("plain",)).get_content()
    appointments.pick(slot(appointment), by=requester, at=NOON)

    theirs, ours = (last_mail(address).get_body(("plain",)).get_content() for address in (REQUESTER, AGENT))
    assert (letter.count("Aina Roca"), "These times are free for our call" in letter) == (1, True)
    assert ("Aina" in theirs, "please tell us" in theirs) == (True, True)
    assert ("Marta Soler" in ours, "Open on the desk" in ours, "please tell us" in ours) == (True, True, False)


def test_the_requester_s_invitation_does_not_name_the_agent_s_address(ticket, agent, requester):
    booked(ticket, agent, requester)

    assert AGENT not in last_mail(REQUESTER).as_string()


def test_a_video_call_takes_its_room_along(ticket, agent, requester):
    booked(ticket, agent, requester, way=AppointmentWay.VIDEO, link="https://meet.example.org/suport")

    _method, event = calendar_of(last_mail(REQUESTER))
    assert (str(event["LOCATION"]), str(event["URL"])) == ("https://meet.example.org/suport",) * 2


def test_picking_the_same_time_twice_is_one_booking_and_another_one_is_refused(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)

    appointments.pick(slot(appointment), by=requester, at=NOON)
    with pytest.raises(Refused, match="Another time has been chosen already"):
        appointments.pick(slot(appointment, 1), by=requester, at=NOON)

    assert (history(ticket).count("appt_booked"), mails(REQUESTER)) == (1, ["offer", "invite:0"])


def test_a_time_that_passed_or_was_taken_meanwhile_is_not_booked(ticket, agent, requester, support):
    other = factories.ticket(requester, support)
    first, second = offered(ticket, agent), offered(other, agent, TOMORROW + timedelta(minutes=15))
    appointments.pick(slot(first), by=requester, at=NOON)

    with pytest.raises(Refused, match="just been taken"):
        appointments.pick(slot(second), by=requester, at=NOON)
    with pytest.raises(Refused, match="has passed"):
        appointments.pick(slot(second), by=requester, at=NEXT_DAY)

    second.refresh_from_db()
    assert second.state == AppointmentState.OFFERED


def test_times_that_only_touch_are_both_booked(ticket, agent, requester, support):
    booked(ticket, agent, requester)

    after = offered(factories.ticket(requester, support), agent, TOMORROW + timedelta(minutes=30))

    assert appointments.pick(slot(after), by=requester, at=NOON).is_booked


def test_the_database_books_no_agent_twice(ticket, agent, requester, support):
    appointment = booked(ticket, agent, requester)
    other = offered(factories.ticket(requester, support), agent, NEXT_DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=other.pk).update(
            state=AppointmentState.BOOKED, starts_at=appointment.starts_at, ends_at=appointment.ends_at
        )


def test_nobody_is_booked_with_an_agent_who_has_left(ticket, agent, requester):
    appointment = offered(ticket, agent)
    Membership.objects.all().delete()

    with pytest.raises(Refused, match="None of these times holds any more"):
        appointments.pick(slot(appointment), by=requester, at=NOON)


@pytest.mark.parametrize("is_known", [False, True])
def test_on_a_day_that_the_agent_took_off_meanwhile_nobody_is_booked_unless_it_was_known(ticket, agent, requester, is_known):
    appointment = offered(ticket, agent, despite=is_known)
    Absence.objects.create(user=agent, first_day=TOMORROW.date(), last_day=TOMORROW.date())

    free = free_slots(appointment, at=NOON)
    if is_known:
        assert appointments.pick(slot(appointment), by=requester, at=NOON).is_booked
    else:
        with pytest.raises(Refused, match="Nobody is there at this time"):
            appointments.pick(slot(appointment), by=requester, at=NOON)

    assert free == [slot(appointment, number).pk for number in ((0, 1) if is_known else (1,))]


def test_a_finished_ticket_books_nothing(ticket, agent, requester):
    appointment = offered(ticket, agent)
    stand(ticket, Status.CLOSED)

    with pytest.raises(Refused, match="finished"):
        appointments.pick(slot(appointment), by=requester, at=NOON)


def test_an_agent_books_for_somebody_without_e_mail(support, agent):
    caller = factories.person(None, "Joan")
    ticket = factories.ticket(caller, support)

    appointments.pick(slot(offered(ticket, agent)), by=agent, at=NOON)

    assert (last_event(ticket).by, mails(AGENT)) == (agent, ["invite:0:agent"])
    assert not Delivery.objects.exclude(address=AGENT).exists()


def test_the_ticket_waits_until_the_appointment_when_the_agent_says_so(ticket, agent, requester):
    conversation.reply(ticket, Draft("Please restart it."), by=agent, at=NOON)

    booked(ticket, agent, requester, stalls=True)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason, ticket.wake_at) == (Status.STALLED, StallReason.DATE, TOMORROW)
    assert history(ticket)[-2:] == ["appt_booked", "stalled"]


def test_a_new_ticket_stays_new_whatever_was_ticked(ticket, agent, requester):
    booked(ticket, agent, requester, stalls=True)

    ticket.refresh_from_db()
    assert ticket.status == Status.NEW


def test_picking_answers_what_the_ticket_waited_for(ticket, agent, requester):
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER)

    booked(ticket, agent, requester)

    ticket.refresh_from_db()
    assert (ticket.status, history(ticket)[-1]) == (Status.OPEN, "woken")
