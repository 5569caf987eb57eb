"""What is written to a merged ticket reaches those who work on it."""

import pytest

from tests.tickets.mails import arrive, our_id, raw, token_address
from tests.tickets.moments import LATER
from tests.tickets.standing import history, proven, stand
from tickets.actions import conversation, merging
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, InboundAction, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def by_number(ticket: Ticket) -> bytes:
    return raw("Still dead.", sender="stranger@example.com", subject=f"About {ticket.reference}", identity="9@example.com")


def by_our_id(ticket: Ticket) -> bytes:
    return raw("Still dead.", sender="stranger@example.com", identity="9@example.com", In_Reply_To=f"<{our_id(ticket)}>")


def by_token(ticket: Ticket) -> bytes:
    return raw("Still dead.", sender="stranger@example.com", identity="9@example.com", To=token_address(ticket))


@pytest.mark.parametrize(("mail", "how"), [(by_number, "reference"), (by_our_id, "token"), (by_token, "token")])
def test_mail_with_the_old_reference_reaches_those_who_work_on_it(ticket, foreign, agent, mail, how):
    merging.merge(foreign, into=ticket, by=agent)
    stand(ticket, Status.RESOLVED)

    outcome = arrive(mail(foreign), at=LATER)

    assert (outcome.action, outcome.ticket, outcome.matched_by) == (InboundAction.APPENDED, ticket, how)
    ticket.refresh_from_db()
    assert (ticket.status, history(ticket)[-2:]) == (Status.OPEN, ["written", "reopened"])
    assert foreign.messages.filter(body="Still dead.").exists()


def test_mail_that_answers_an_old_mail_of_their_own_reaches_those_who_work_on_it(support, ticket, agent):
    sender = "stranger@example.com"
    first = arrive(raw(sender=sender, subject="Dead", identity="first@example.com"))
    assert first.ticket is not None
    merging.merge(first.ticket, into=ticket, by=agent)

    mail = raw("Still dead.", sender=sender, subject="Re: Dead", identity="9@example.com", In_Reply_To="<first@example.com>")
    outcome = arrive(mail, at=LATER)

    assert (outcome.action, outcome.ticket, outcome.matched_by) == (InboundAction.APPENDED, ticket, "message-id")


def test_an_answer_on_the_web_stays_where_its_writer_reads(ticket, foreign, agent):
    merging.merge(foreign, into=ticket, by=agent)

    message = conversation.answer(foreign, Answer("Still dead.", Channel.WEB), by=foreign.requester, at=LATER)

    assert (message.ticket, history(ticket)[-1], history(foreign)[-1]) == (foreign, "written", "merged")


def test_an_answer_to_what_was_merged_openly_is_written_where_it_goes_on(ticket, other, agent, requester):
    proven(ticket, other)
    merging.merge(ticket, into=other, by=agent)

    message = conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester, at=LATER)

    assert message.ticket == other


def test_what_was_written_to_the_other_one_stays_there(ticket, other, agent, requester):
    proven(ticket, other)
    merging.merge(ticket, into=other, by=agent)
    conversation.reply(other, Draft("Please restart it."), by=agent)

    merging.unmerge(ticket, by=agent)

    assert [message.body for message in other.messages.order_by("pk")][-1] == "Please restart it."
    assert ticket.messages.count() == 1
