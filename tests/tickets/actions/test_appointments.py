"""Appointments: offered, picked, moved, cancelled, declined, over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Delivery
from queues.models import Membership
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TELEPHONE, TOMORROW, booked, calendar_of, last_mail, mails, offered, slot
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import appointments, conversation
from tickets.actions.appointments import Offer
from tickets.actions.conversation import Draft
from tickets.enums import AppointmentOutcome, AppointmentState, AppointmentWay, MessageKind, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Appointment, Ticket

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
        appointments.offer(ticket, given, by=agent, at=NOON)

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

    with pytest.raises(Refused, match="just been taken"):
        appointments.pick(slot(appointment), by=requester, at=NOON)


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
