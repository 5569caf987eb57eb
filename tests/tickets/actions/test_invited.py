"""Answers of calendars to our invitations: noted with the appointment, and nothing else."""

from typing import Any

import pytest

from foundation.safetext import isolate
from notifications.models import Delivery
from tests import factories
from tests.mailroom.test_meetings import UID, calendar
from tests.mailroom.test_meetings import mail as calendar_mail
from tests.tickets.alerts import later
from tests.tickets.appointing import booked, slot
from tests.tickets.mails import arrive, log
from tests.tickets.moments import NOON
from tickets.actions import appointments
from tickets.enums import AppointmentState, InboundAction, Verb
from tickets.invitations import uid
from tickets.models import Appointment, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(support: Any, requester: Any) -> Ticket:
    """A ticket of Marta."""
    return factories.ticket(requester, support, at=NOON)


@pytest.fixture
def meeting(ticket: Ticket, agent: Any, requester: Any) -> Appointment:
    """A call with an agent that she picked."""
    return booked(ticket, agent, requester)


def answer(
    meeting: Appointment, said: str, *event: str, text: str = "", sender: str = "Marta <marta@example.net>", number: int = 1, **given: Any
):
    """A calendar's answer arrives at the support address; the one of an agent has no token to go by."""
    content = calendar(f"ATTENDEE;PARTSTAT={said}:mailto:x@example.net", *event, **given).replace(UID, uid(meeting))
    raw = calendar_mail(content, text=text, To="suport@example.org", Message_ID=f"<{number}@example.net>")
    return arrive(raw.replace(b"From: Marta <marta@example.net>", f"From: {sender}".encode()), at=later(number))


def test_a_yes_is_noted_and_nobody_is_told(ticket, meeting):
    before = Delivery.objects.count()

    outcome = answer(meeting, "ACCEPTED")

    meeting.refresh_from_db()
    assert (outcome.ticket, meeting.answer, meeting.state) == (ticket, "accepted", AppointmentState.BOOKED)
    assert (Ticket.objects.count(), Delivery.objects.count(), log().matched_by) == (1, before, "invitation")
    assert ticket.messages.filter(is_machine=True).count() == 0


@pytest.mark.parametrize(
    ("said", "method", "subject"),
    [
        ("DECLINED", "REPLY", "The requester declined the appointment"),
        ("TENTATIVE", "REPLY", "The requester may not come to the appointment"),
        ("TENTATIVE", "COUNTER", "The requester proposes another time"),
    ],
)
def test_anything_but_a_yes_is_told_to_the_agent_and_the_appointment_stays(ticket, meeting, agent, said, method, subject):
    answer(meeting, said, "SEQUENCE:0", method=method)

    told = Delivery.objects.filter(mail__key__contains=":answer:")
    assert [(one.address, one.mail.texts.get().subject) for one in told] == [(agent.email, f"{subject} [{isolate(ticket.reference)}]")]
    meeting.refresh_from_db()
    assert (meeting.state, ticket.events.filter(verb=Verb.APPOINTMENT_ANSWERED).count()) == (AppointmentState.BOOKED, 1)


def test_words_are_kept_folded_and_shown_at_the_desk(ticket, meeting, agent, sign_in):
    outcome = answer(meeting, "DECLINED", "COMMENT:I am on a train.", text="Could we say Thursday?")

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert outcome.action == InboundAction.APPENDED
    assert [words in page for words in ("The requester’s calendar: Declined. I am on a train.", "Could we say Thursday?")] == [True, True]
    assert "An appointment is booked, but the requester’s calendar declined it" in page


def test_the_same_answer_again_stays_in_the_log(ticket, meeting):
    answer(meeting, "ACCEPTED", number=1)

    again = answer(meeting, "ACCEPTED", number=2)

    assert (again.action, again.reason) == (InboundAction.IGNORED, "answer of a calendar: it said so before; kept in the log")
    assert ticket.events.filter(verb=Verb.APPOINTMENT_ANSWERED).count() == 1


def test_an_answer_about_an_earlier_time_changes_nothing(ticket, meeting, agent):
    answer(meeting, "ACCEPTED", "SEQUENCE:0")
    appointments.move(ticket, to=slot(meeting, 1).starts_at, despite=True, by=agent, at=later(2))

    answer(meeting, "DECLINED", "SEQUENCE:0", number=3)

    meeting.refresh_from_db()
    event = ticket.events.filter(verb=Verb.APPOINTMENT_ANSWERED).latest("pk")
    assert (meeting.answer, event.payload["late"]) == ("", True)


@pytest.mark.parametrize(("sender", "who"), [("Aina <agent@example.org>", "agent"), ("Eve <eve@example.com>", "other")])
def test_answers_of_others_are_named_and_count_for_nothing(ticket, meeting, sender, who):
    answer(meeting, "DECLINED", sender=sender)

    meeting.refresh_from_db()
    assert (meeting.answer, ticket.events.latest("pk").payload["who"]) == ("", who)
    assert Delivery.objects.filter(mail__key__contains=":answer:").count() == 0


@pytest.mark.parametrize("name", ["7f2c6f0e-0c8a-4b58-9d0f-0b9f0a6f1c11@example.org", "040000008200E00074C5B7101A82E008", "x"])
def test_an_answer_to_another_house_s_invitation_opens_nothing(support, name):
    raw = calendar_mail(calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.net").replace(UID, name), To="suport@example.org")

    outcome = arrive(raw)

    assert (outcome.action, outcome.reason, Ticket.objects.count()) == (
        InboundAction.IGNORED, "machine mail (calendar-answer): kept in the log", 0,
    )  # fmt: skip


def test_an_answer_after_the_end_is_noted_in_the_ticket_only(ticket, meeting, agent):
    appointments.cancel(ticket, reason="", by=agent, at=later(1))

    outcome = answer(meeting, "DECLINED", number=2)

    assert (outcome.ticket, ticket.events.latest("pk").payload["late"]) == (ticket, True)
    assert Delivery.objects.filter(mail__key__contains=":answer:").count() == 0
