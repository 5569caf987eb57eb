"""What a ticket page shows of what was said."""

import pytest

from accounts.viewer import ANONYMOUS
from tests import factories
from tests.tickets.mails import STRANGER, arrive, raw, token_address
from tests.tickets.moments import LATER, NOON
from tickets.actions import conversation
from tickets.actions.conversation import Draft
from tickets.pages.conversation import for_requester
from tickets.pages.story import story

pytestmark = pytest.mark.django_db


def test_the_requester_sees_who_answers_and_no_history(ticket, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent, at=LATER)

    entries = for_requester(ticket, ANONYMOUS)

    assert [(entry.side, entry.author, entry.for_name, entry.is_event) for entry in entries] == [
        ("requester", "Marta Soler", "", False),
        ("us", "Aina Roca", "Suport", False),
    ]
    assert {entry.how + entry.quoted + entry.warning for entry in entries} == {""}


def test_agents_see_messages_and_history_as_one_story(ticket, agent):
    conversation.note(ticket, Draft("Ask the provider."), by=agent, at=NOON)
    conversation.log_call(ticket, Draft("She will restart it."), by=agent, at=LATER)

    told = [(entry.is_event, entry.side, entry.author, entry.text, entry.how) for entry in story(ticket).entries]

    assert told == [
        (False, "requester", "Marta Soler", "The light is red.", "web form"),
        (False, "note", "Aina Roca", "Ask the provider.", ""),
        (True, "", "Marta Soler", "Opened: web form", ""),
        (False, "us", "Aina Roca", "She will restart it.", "on the telephone"),
    ]


def test_an_agent_is_told_how_a_reply_went_out(ticket, support, agent):
    caller = factories.ticket(factories.person(None, "Joan"), support)
    for one in (ticket, caller):
        conversation.reply(one, Draft("Please restart it."), by=agent, at=LATER)

    assert [story(one).entries[-1].how for one in (ticket, caller)] == ["sent to Marta", "no e-mail known: tell them another way"]


def test_a_stranger_s_mail_is_shown_with_a_warning_to_agents_alone(ticket):
    arrive(raw("Let me in.", sender=STRANGER), to=token_address(ticket), at=LATER)

    held = next(entry for entry in story(ticket).entries if entry.text == "Let me in.")
    assert (held.side, held.author) == ("note", "Nobody Known")
    assert held.warning == "This person takes no part in the ticket. The requester does not see this."
    assert "Let me in." not in [entry.text for entry in for_requester(ticket, ANONYMOUS)]


def test_a_mail_that_could_not_be_read_in_full_is_marked_for_agents(ticket):
    arrive(raw("See the picture.", Content_Type="multipart/mixed; boundary=b"), to=token_address(ticket), at=LATER)

    shown, told = (
        next(one for one in entries if one.text == "See the picture.")
        for entries in (story(ticket).entries, for_requester(ticket, ANONYMOUS))
    )
    assert shown.warning == (
        "Not all of this e-mail could be read: its parts are damaged or cut off. It is kept whole among the received mails."
    )
    assert told.warning == ""


def test_an_answer_by_the_reference_alone_is_marked_for_agents(ticket):
    arrive(raw("By hand.", subject=f"suport#{ticket.pk}", identity="1@x.org"), at=LATER)
    arrive(raw("By token.", identity="2@x.org"), to=token_address(ticket), at=LATER)

    marks = {entry.text: entry.how for entry in story(ticket).entries}

    assert (marks["By hand."], marks["By token."]) == ("e-mail · not confirmed", "e-mail")
    assert {entry.how for entry in for_requester(ticket, ANONYMOUS)} == {""}


def test_machine_mail_is_folded_and_not_shown_to_the_requester(ticket):
    arrive(raw("I am away.", Auto_Submitted="auto-replied"), to=token_address(ticket), at=LATER)

    assert [entry.side for entry in story(ticket).entries if entry.text == "I am away."] == ["machine"]
    assert len(for_requester(ticket, ANONYMOUS)) == 1


def test_a_direction_override_in_a_mailed_name_is_shown_on_one_line(ticket):
    arrive(raw("x", sender="=?utf-8?q?Evil=0D=0Aname?= <evil@example.com>"), to=token_address(ticket), at=LATER)

    assert [entry.author for entry in story(ticket).entries if entry.text == "x"] == ["Evil name"]
