"""Mails in the house's own words, and in a queue's."""

from typing import Any

import pytest

from accounts import installation
from accounts.actions import wording
from accounts.actions.wording import Text
from accounts.letters.words import Words, shipped
from accounts.models import Installation, MailWording
from foundation import clock, mailkinds
from foundation.mailkinds import MailKind
from notifications.models import Delivery
from queues.models import QueueWording
from tests.tickets.moments import NOON
from tickets.actions import conversation
from tickets.actions.conversation import Draft
from tickets.letters import samples
from tickets.letters.kinds import KINDS
from tickets.pages.wordings import Look, Place, preview, situation

pytestmark = pytest.mark.django_db
EVERY_KIND = [kind for _title, group in Place(None).groups for kind in group]
OURS = Words("Re: {title} [{reference}]", "{message}\n\nWe are {house}.\n\n{link} Read it")


def write(place: Place, words: Words, agent: Any, *, name: str = "reply", language: str = "en") -> Text:
    text = place.text(name, language)
    assert text is not None
    wording.write(text, words, by=agent, at=NOON)
    installation.forget()
    return text


def replied(ticket: Any, agent: Any) -> Any:
    """The mail of a reply."""
    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    return Delivery.objects.latest("pk").mail.texts.get()


@pytest.mark.parametrize("language", ["en", "ca", "es", "pt"])
def test_what_we_ship_keeps_its_own_rules(language: str):
    words = {kind: shipped(kind, language) for kind in EVERY_KIND}

    assert [kind.name for kind, said in words.items() if not mailkinds.is_sound(kind, said.subject, said.body)] == []
    assert [kind.name for kind, said in words.items() if lacking(kind, said.subject)] == []


def lacking(kind: MailKind, subject: str) -> list[str]:
    """The lines of a subject that lack a name which belongs into each."""
    return [line for line in subject.splitlines() if any(f"{{{needed}}}" not in line for needed in kind.needed_in_subject)]


def test_a_preview_fills_in_every_name_in_every_case(house: Installation):
    for kind in EVERY_KIND:
        text = Place(None).text(kind.name, "en")
        assert text is not None
        for cases in kind.situations():
            filled = samples.contents(kind, cases, house, queue=None, at=NOON)
            seen = preview(text, text.under, Look(cases), queue=None, at=NOON)
            assert {*filled.values, *filled.links, *filled.parts, *filled.cases} == kind.known, kind.name
            assert "{" not in seen["subject"] + seen["text"], kind.name


def test_a_reply_is_sent_in_the_houses_words(ticket, agent):
    write(Place(None), OURS, agent)

    said = replied(ticket, agent)

    assert "Please restart it." in said.text
    assert "We are Suport.\n\nRead it:\nhttp" in said.text
    assert "We are Suport.</p>" in said.html


def test_words_in_another_language_change_nothing(ticket, agent):
    write(Place(None), OURS, agent, language="ca")

    assert "We are Suport." not in replied(ticket, agent).text


def test_a_queues_words_come_before_the_houses(ticket, agent, treasury):
    write(Place(None), OURS, agent)
    write(Place(ticket.queue), Words(OURS.subject, "{message}\n\nWe are {queue}."), agent)
    write(Place(treasury), Words(OURS.subject, "{message}\n\nNot here."), agent)

    assert f"We are {ticket.queue.name}.\n" in replied(ticket, agent).text


def test_what_we_know_no_more_is_not_sent(ticket, agent):
    write(Place(None), Words(OURS.subject, "{message} and {nothing}"), agent)

    said = replied(ticket, agent)

    assert "To answer, reply to this e-mail." in said.text
    assert "{nothing}" not in said.text


def test_words_are_no_template_and_no_markup(ticket, agent):
    write(Place(None), Words("{{{{ title }}}} {% x %} {reference}", "{message}\n\n{% load x %} {{ ticket }} <b>{house}</b>"), agent)

    said = replied(ticket, agent)

    assert said.subject == f"{{{{{{{{ title }}}}}}}} {{% x %}} \u2068{ticket.reference}\u2069"
    assert "{% load x %} {{ ticket }} <b>Suport</b>" in said.text
    assert "{% load x %} {{ ticket }} &lt;b&gt;Suport&lt;/b&gt;" in said.html


def test_a_title_is_told_to_no_address_that_nobody_has_proven(ticket, agent):
    kind = KINDS["acknowledgement"]
    filled = samples.contents(kind, frozenset({"if_unproven"}), Installation(), queue=None, at=clock.now())

    assert (filled.values["title"], filled.values["requester_name"], filled.has("title")) == ("", "", False)


def test_the_words_that_lie_under_need_no_row(house, agent):
    text = write(Place(None), OURS, agent)

    write(Place(None), shipped(text.kind, "en"), agent)

    assert MailWording.objects.count() == 0


def test_a_queue_that_says_what_the_house_says_has_no_row(ticket, agent):
    write(Place(None), OURS, agent)

    write(Place(ticket.queue), OURS, agent)
    write(Place(ticket.queue), shipped(KINDS["reply"], "en"), agent)

    assert QueueWording.objects.get().words == shipped(KINDS["reply"], "en").body


def test_reset_words_are_gone_and_ours_are_sent(ticket, agent):
    text = write(Place(None), OURS, agent)

    was_own = (wording.reset(text, by=agent), wording.reset(text, by=agent))
    installation.forget()

    assert (was_own, MailWording.objects.count()) == ((True, False), 0)
    assert "To answer, reply to this e-mail." in replied(ticket, agent).text


def test_of_each_choice_a_preview_shows_one_case():
    kind = KINDS["appointment_booked"]

    assert situation(kind, iter([])) == {"if_not_moved", "if_requester"}
    assert situation(kind, iter(["if_moved", "if_not_moved", "x", "if_agent"])) == {"if_not_moved", "if_agent"}
