"""Appointments that are booked: moved, cancelled, declined, over."""

from datetime import timedelta

import pytest

from tests import factories
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, calendar_of, last_mail, mails, offered
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event
from tickets.actions import appointments, conversation
from tickets.actions.conversation import Draft
from tickets.enums import AppointmentOutcome, AppointmentState, MessageKind, Status, Verb
from tickets.errors import Refused
from tickets.models import Appointment, Ticket

pytestmark = pytest.mark.django_db

AGENT, REQUESTER = "agent@example.org", "marta@example.net"


def test_moving_replaces_the_entry_in_both_calendars(ticket, agent, requester):
    conversation.reply(ticket, Draft("Please restart it."), by=agent, at=NOON)
    appointment = booked(ticket, agent, requester, stalls=True)

    appointments.move(ticket, to=NEXT_DAY, by=agent, at=LATER)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (event.verb, event.payload["before"], event.payload["until"]) == (
        Verb.APPOINTMENT_MOVED,
        TOMORROW.isoformat(),
        NEXT_DAY.isoformat(),
    )
    assert (ticket.wake_at, ticket.appointment.starts_at, ticket.appointment.remind_at) == (
        NEXT_DAY,
        NEXT_DAY,
        NEXT_DAY - timedelta(days=1),
    )
    for address in (REQUESTER, AGENT):
        method, entry = calendar_of(last_mail(address))
        assert (method, entry["SEQUENCE"], entry.decoded("DTSTART"), str(entry["UID"])) == (
            "REQUEST",
            1,
            NEXT_DAY,
            f"{appointment.uid}@localhost",
        )
    assert str(last_mail(REQUESTER)["Subject"]).startswith("Our appointment has moved")


def test_moving_to_a_taken_time_is_refused_and_by_some_minutes_is_not(ticket, agent, requester, support):
    booked(factories.ticket(requester, support), agent, requester, starts=(NEXT_DAY,))
    booked(ticket, agent, requester, starts=(TOMORROW,))

    with pytest.raises(Refused, match="Aina Roca has another appointment"):
        appointments.move(ticket, to=NEXT_DAY + timedelta(minutes=10), by=agent, at=NOON)
    appointments.move(ticket, to=TOMORROW + timedelta(minutes=10), by=agent, at=NOON)

    assert Appointment.objects.get(ticket=ticket).starts_at == TOMORROW + timedelta(minutes=10)


def test_cancelling_takes_it_out_of_both_calendars(ticket, agent, requester):
    conversation.reply(ticket, Draft("Please restart it."), by=agent, at=NOON)
    booked(ticket, agent, requester, stalls=True)

    appointments.cancel(ticket, reason=" Ill. ", by=agent, at=LATER)

    ticket.refresh_from_db()
    assert (ticket.appointment, ticket.status) == (None, Status.OPEN)
    assert (last_event(ticket).verb, last_event(ticket).reason) == (Verb.APPOINTMENT_CANCELLED, "Ill.")
    for address in (REQUESTER, AGENT):
        letter = last_mail(address)
        method, entry = calendar_of(letter)
        assert (method, entry["SEQUENCE"], str(entry["STATUS"])) == ("CANCEL", 1, "CANCELLED")
        assert "Ill." not in letter.as_string()


def test_withdrawing_an_offer_tells_the_requester_alone_and_no_calendar(ticket, agent):
    appointment = offered(ticket, agent)

    appointments.cancel(ticket, by=agent, at=LATER)

    appointment.refresh_from_db()
    assert (appointment.state, mails(REQUESTER), mails(AGENT)) == (AppointmentState.CANCELLED, ["offer", "cancel:1"], [])
    assert [part.get_content_type() for part in last_mail(REQUESTER).walk()].count("text/calendar") == 0


def test_no_time_suits_and_the_words_go_to_the_ticket(ticket, agent, requester):
    appointment = offered(ticket, agent)

    appointments.decline(appointment, words="Mornings suit me.", by=requester, at=LATER)
    appointments.decline(appointment, words="Mornings suit me.", by=requester, at=LATER)

    ticket.refresh_from_db()
    appointment.refresh_from_db()
    assert (appointment.state, ticket.appointment) == (AppointmentState.DECLINED, None)
    assert history(ticket)[-2:] == ["appt_declined", "written"]
    assert [message.body for message in ticket.messages.order_by("pk")] == ["The light is red.", "Mornings suit me."]


def test_whoever_cannot_come_frees_the_agent_and_both_calendars(ticket, agent, requester, support):
    appointment = booked(ticket, agent, requester)

    appointments.decline(appointment, by=requester, at=LATER)

    assert [calendar_of(last_mail(address))[0] for address in (REQUESTER, AGENT)] == ["CANCEL", "CANCEL"]
    assert ticket.messages.order_by("-pk")[0].body == "I cannot come to the appointment. Please offer me another time."
    assert booked(factories.ticket(requester, support), agent, requester).is_booked


def test_once_it_began_nobody_calls_it_off_by_link(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)

    with pytest.raises(Refused, match="has begun"):
        appointments.decline(appointment, by=requester, at=TOMORROW)


def test_what_was_said_is_a_call_that_answers(ticket, agent, requester):
    booked(ticket, agent, requester)

    appointments.conclude(ticket, outcome=AppointmentOutcome.TOOK_PLACE, said="She restarts it daily.", by=agent, at=TOMORROW)

    ticket.refresh_from_db()
    message = ticket.messages.order_by("-pk")[0]
    assert (message.kind, message.body, ticket.answered_at, ticket.status) == (
        MessageKind.CALL,
        "She restarts it daily.",
        TOMORROW,
        Status.OPEN,
    )
    assert (ticket.appointment, Appointment.objects.get().outcome) == (None, AppointmentOutcome.TOOK_PLACE)
    assert history(ticket)[-2:] == ["appt_over", "called"]


def test_nobody_answered_is_no_answer(ticket, agent, requester):
    booked(ticket, agent, requester)

    appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="It rang for long.", by=agent, at=TOMORROW)

    ticket.refresh_from_db()
    assert (ticket.messages.order_by("-pk")[0].kind, ticket.answered_at, ticket.status) == (MessageKind.NOTE, None, Status.NEW)


def test_the_outcome_is_told_after_the_beginning_and_with_words(ticket, agent, requester):
    with pytest.raises(Refused, match="No appointment is booked"):
        appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="", by=agent, at=NOON)
    booked(ticket, agent, requester)

    with pytest.raises(Refused, match="has not begun"):
        appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="", by=agent, at=NOON)
    with pytest.raises(Refused, match="write what was said"):
        appointments.conclude(ticket, outcome=AppointmentOutcome.TOOK_PLACE, said=" ", by=agent, at=TOMORROW)


def test_there_is_nothing_to_move_or_cancel_where_nothing_is(ticket, agent):
    with pytest.raises(Refused, match="No appointment is booked"):
        appointments.move(ticket, to=TOMORROW, by=agent, at=NOON)
    with pytest.raises(Refused, match="There is no appointment"):
        appointments.cancel(ticket, by=agent, at=NOON)

    assert Ticket.objects.get().appointment is None
