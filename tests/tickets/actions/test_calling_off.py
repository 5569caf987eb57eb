"""What becomes of an appointment when its ticket ends, and when that is taken back."""

from datetime import timedelta

import pytest

from notifications.enums import DeliveryState
from notifications.models import Delivery, MailText
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, offered
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets.actions import acting, ending, lifecycle, merging, undo
from tickets.actions.conversation import Draft
from tickets.enums import AppointmentState, RejectReason, StallReason, Status
from tickets.models import Appointment, Ticket

pytestmark = pytest.mark.django_db

SOON = NOON + timedelta(seconds=5)
DONE = Draft("A new router.")


def mails() -> list[str]:
    """To whom an appointment was called off, by mails that may leave."""
    rows = Delivery.objects.filter(mail__key__contains=":cancel:").exclude(state=DeliveryState.CANCELLED)
    return sorted(rows.values_list("address", flat=True))


@pytest.mark.parametrize("how", ["resolved", "rejected", "merged", "solved"])
def test_a_booked_appointment_ends_with_its_ticket_and_both_are_told(ticket, agent, requester, support, how):
    appointment = booked(ticket, agent, requester)

    if how == "resolved":
        lifecycle.resolve(ticket, DONE, by=agent, at=SOON)
    elif how == "rejected":
        lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent, at=SOON)
    elif how == "merged":
        merging.merge(ticket, into=factories.ticket(requester, support), by=agent, at=SOON)
    else:
        ending.solved(ticket, by=requester, at=SOON)

    appointment.refresh_from_db()
    ticket.refresh_from_db()
    assert (appointment.state, appointment.remind_at, ticket.appointment) == (AppointmentState.CANCELLED, None, None)
    assert mails() == ["agent@example.org", "marta@example.net"]
    assert history(ticket).count("appt_cancelled") == 1


def test_with_spam_calendars_lose_the_appointment_and_nothing_is_promised(ticket, agent, requester):
    booked(ticket, agent, requester)

    lifecycle.reject(ticket, why=RejectReason.SPAM, by=agent, at=SOON)

    said = MailText.objects.get(mail__key__contains=":cancel:", mail__deliveries__address=requester.email)
    assert ("METHOD:CANCEL" in said.calendar, "does not take place" in said.text, "will write" in said.text) == (True, True, False)
    assert Delivery.objects.filter(mail__key__startswith="rejected:").count() == 0


def test_who_was_only_offered_times_hears_nothing_of_a_rejection_as_spam(ticket, agent):
    offered(ticket, agent)

    lifecycle.reject(ticket, why=RejectReason.SPAM, by=agent, at=SOON)

    assert (Appointment.objects.get().state, mails()) == (AppointmentState.CANCELLED, [])


def test_an_offer_ends_with_its_ticket_and_the_requester_is_told(ticket, agent):
    offered(ticket, agent)

    lifecycle.resolve(ticket, DONE, by=agent, at=SOON)

    assert (Appointment.objects.get().state, mails()) == (AppointmentState.CANCELLED, ["marta@example.net"])


def test_an_offer_that_nobody_answered_ends_when_we_give_up(ticket, agent):
    offered(ticket, agent)
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER, act="close", act_at=NOON, reminders=9)
    Ticket.objects.update(appointment=Appointment.objects.get())

    acting.act_due(at=SOON)

    assert (Ticket.objects.get().status, Appointment.objects.get().state) == (Status.CLOSED, AppointmentState.CANCELLED)


def test_what_has_begun_is_not_called_off(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)

    lifecycle.resolve(ticket, DONE, by=agent, at=TOMORROW)

    appointment.refresh_from_db()
    assert (appointment.state, mails()) == (AppointmentState.BOOKED, [])


def test_taking_the_last_reply_back_lets_the_appointment_stand_and_nobody_hears_of_it(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)
    appointment.refresh_from_db()
    reminded = appointment.remind_at
    lifecycle.resolve(ticket, Draft("A new router.", waits=timedelta(seconds=15)), by=agent, at=SOON)
    leaves = set(Delivery.objects.filter(mail__key__contains=":cancel:").values_list("not_before", flat=True))

    undo.cancel(ticket, ticket.messages.get(is_ours=True).pk, by=agent, at=SOON + timedelta(seconds=5))

    appointment.refresh_from_db()
    ticket.refresh_from_db()
    assert leaves == {SOON + timedelta(seconds=15)}
    assert (ticket.status, ticket.appointment, appointment.state, appointment.remind_at) == (
        Status.NEW,
        appointment,
        AppointmentState.BOOKED,
        reminded,
    )
    assert mails() == []


def test_resolved_again_after_that_both_are_told_once(ticket, agent, requester):
    booked(ticket, agent, requester)
    lifecycle.resolve(ticket, Draft("A new router.", waits=timedelta(seconds=15)), by=agent, at=SOON)
    undo.cancel(ticket, ticket.messages.get(is_ours=True).pk, by=agent, at=SOON)

    lifecycle.resolve(Ticket.objects.get(), DONE, by=agent, at=SOON)

    assert mails() == ["agent@example.org", "marta@example.net"]


def test_a_reply_that_did_not_resolve_leaves_the_appointment_alone(ticket, agent, requester):
    appointment = booked(ticket, agent, requester)
    assert appointment.starts_at in {TOMORROW, NEXT_DAY}
    lifecycle.resolve(ticket, DONE, by=agent, at=SOON)

    assert history(ticket)[-2:] == ["appt_cancelled", "resolved"]
