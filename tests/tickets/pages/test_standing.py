"""Where a ticket stands, told to its requester."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts import installation
from queues.enums import TextPlace
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import stand
from tickets.actions import acting, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import RejectReason, StallReason, Status
from tickets.models import Ticket
from tickets.pages.standing import standing

pytestmark = pytest.mark.django_db


def told(ticket: Ticket, at=LATER) -> tuple[str, str]:
    with timezone.override("Europe/Madrid"):
        said = standing(Ticket.objects.select_related("queue", "requester").get(pk=ticket.pk), at=at)
    return (said.title, said.text) if said else ("", "")


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED])
def test_while_we_work_nothing_is_asked(ticket, status):
    assert told(stand(ticket, status)) == ("", "")


def test_a_resolved_ticket_says_when_it_closes(ticket, agent):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent, at=NOON)

    assert told(ticket)[1] == "We will close this on 19 March 2026. If it still does not work, tell us below."


def test_a_ticket_that_never_closes_names_no_day(ticket, agent, support):
    support.close_days = 0
    support.save(update_fields=["close_days"])
    lifecycle.resolve(ticket, Draft("Solved."), by=agent, at=NOON)

    assert told(ticket)[1] == "If it still does not work, tell us below."


def test_a_ticket_that_waits_for_the_requester_says_until_when(ticket, agent):
    ticket = stand(ticket, Status.OPEN)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)

    assert told(ticket) == ("We wait for your answer", "Without it we will close this on 24 March 2026.")


def test_a_ticket_without_a_last_day_only_asks(ticket):
    ticket = stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER)

    assert told(ticket) == ("We wait for your answer", "Please write to us below.")


def test_a_closed_ticket_says_what_an_answer_does(ticket):
    ticket = stand(ticket, Status.CLOSED, closed_at=NOON)

    assert told(ticket) == ("Closed", "If it comes back, write to us until 24 March 2026 and we go on here.")
    assert told(ticket, at=NOON + timedelta(days=15))[1].startswith("What you write now opens a new ticket.")


def test_who_was_silent_reads_why_it_is_closed(ticket, agent):
    ticket = stand(ticket, Status.OPEN)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)
    for days in (3, 9, 14):
        acting.act_due(at=NOON + timedelta(days=days))

    assert told(ticket)[0] == "Closed, because we had no answer"


def test_a_rejected_ticket_says_the_queue_s_words(ticket, agent, support):
    lifecycle.reject(ticket, why=RejectReason.NOT_ENTITLED, note="Never pays.", by=agent)
    built_in = told(ticket)
    support.texts.create(place=TextPlace.REJECT_NOT_ENTITLED, language="en", body="Join us first.")
    installation.forget()

    assert (built_in[0], "we could not find you among them" in built_in[1]) == ("We cannot help you with this", True)
    assert told(ticket)[1] == "Join us first."


def test_spam_and_old_rejections_are_told_nothing(ticket, agent):
    lifecycle.reject(ticket, why=RejectReason.SPAM, by=agent)

    assert told(ticket) == ("", "")


@pytest.mark.parametrize("language", ["ca", "es", "pt"])
def test_built_in_words_come_in_every_language(ticket, agent, language):
    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent)

    with translation.override(language):
        assert "This is not something that we can solve. Whoever" not in told(ticket)[1]
