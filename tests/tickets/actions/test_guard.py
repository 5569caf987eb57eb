"""Nobody answers without knowing what was said meanwhile."""

from collections.abc import Callable

import pytest

from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import LATER
from tests.tickets.standing import history
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel
from tickets.errors import Stale
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def last(ticket: Ticket) -> int:
    return ticket.events.order_by("-pk")[0].pk


ANSWERS: dict[str, Callable[..., object]] = {
    "reply": conversation.reply,
    "call": conversation.log_call,
    "resolve": lifecycle.resolve,
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_an_answer_is_held_when_the_requester_wrote_meanwhile(ticket, agent, requester, verb):
    seen = last(ticket)
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    with pytest.raises(Stale, match="nothing was sent"):
        ANSWERS[verb](ticket, Draft("Please restart it.", seen=seen), by=agent)

    assert history(ticket) == ["opened", "written"]


@pytest.mark.parametrize("verb", ANSWERS)
def test_who_knows_the_news_may_send(ticket, agent, requester, verb):
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    ANSWERS[verb](ticket, Draft("Good to hear.", seen=last(ticket)), by=agent)

    assert ticket.messages.filter(is_ours=True).count() == 1


def test_a_mail_holds_an_answer_up(ticket, agent):
    seen = last(ticket)
    arrive(raw("Still red."), to=token_address(ticket), at=LATER)

    with pytest.raises(Stale):
        conversation.reply(ticket, Draft("Please restart it.", seen=seen), by=agent)


@pytest.mark.parametrize("verb", ["reply", "note", "log_call"])
def test_what_a_colleague_wrote_holds_an_answer_up(ticket, agent, lead, verb):
    seen = last(ticket)
    getattr(conversation, verb)(ticket, Draft("We are on our way."), by=lead)

    with pytest.raises(Stale):
        conversation.reply(ticket, Draft("Please restart it.", seen=seen), by=agent)


def test_a_colleague_who_finished_it_holds_an_answer_up(ticket, agent, lead):
    conversation.log_call(ticket, Draft("Hello."), by=agent)
    seen = last(ticket)
    lifecycle.resolve(ticket, Draft(""), by=lead)

    with pytest.raises(Stale):
        conversation.reply(ticket, Draft("Please restart it.", seen=seen), by=agent)


def test_one_s_own_doings_are_no_news(ticket, agent):
    seen = last(ticket)
    conversation.note(ticket, Draft("Ask the provider."), by=agent)

    conversation.reply(ticket, Draft("Please restart it.", seen=seen), by=agent)

    assert history(ticket) == ["opened", "noted", "answered"]


def test_who_takes_a_ticket_disturbs_nobody(ticket, agent, lead):
    seen = last(ticket)
    lifecycle.take(ticket, by=lead)

    conversation.reply(ticket, Draft("Please restart it.", seen=seen), by=agent)

    assert history(ticket)[-1] == "answered"


def test_a_note_is_never_held_up(ticket, agent, requester):
    seen = last(ticket)
    conversation.answer(ticket, Answer("It is green again.", Channel.WEB), by=requester)

    conversation.note(ticket, Draft("Ask the provider.", seen=seen), by=agent)

    assert history(ticket) == ["opened", "written", "noted"]
