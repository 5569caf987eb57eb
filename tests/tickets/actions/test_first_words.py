"""One readable text of the parts of a reply."""

import pytest

from tests.tickets.moments import NOON
from tickets.actions.first_words import Parts, compose, language_of, taken_apart

pytestmark = pytest.mark.django_db


def test_all_parts_become_one_text_with_the_moment_in_the_house_s_zone(house):
    parts = Parts("It looks like the cable.", says_we_are_on_it=True, needs="Your router's model\n\n  A photo ", news_by=NOON)

    assert compose(parts, language="en") == (
        "We have read your message and we are working on it.\n\n"
        "It looks like the cable.\n\n"
        "To go on, we still need from you:\n\n- Your router's model\n- A photo\n\n"
        "You will hear from us by 10 March 2026, 13:00 CET."
    )


def test_the_words_are_the_requester_s_whatever_the_agent_reads(house):
    text = compose(Parts("", says_we_are_on_it=True, needs="Una imatge"), language="ca")

    assert text.startswith("Hem llegit")
    assert text.endswith("- Una imatge")


def test_a_text_alone_stays_what_it_is(house):
    assert compose(Parts("  Hello. "), language="en") == "Hello."


@pytest.mark.parametrize("parts", [Parts(""), Parts("  "), Parts("", needs=" \n "), Parts("", news_by=NOON)])
def test_without_words_there_is_no_text(house, parts):
    assert compose(parts, language="en") == ""


def test_the_requester_s_language_comes_before_the_ticket_s(ticket, requester):
    requester.language = "ca"
    ticket.requester = requester
    known = language_of(ticket)
    ticket.requester = None

    assert (known, language_of(ticket)) == ("ca", "en")


@pytest.mark.parametrize(
    "parts",
    [
        Parts("Hello."),
        Parts("Two\n\nparagraphs.", says_we_are_on_it=True),
        Parts("", needs="A photo\nThe model"),
        Parts("Hello.", says_we_are_on_it=True, needs="A photo", news_by=NOON),
    ],
)
def test_a_text_comes_apart_into_what_it_was_made_of(house, parts):
    text = compose(parts, language="ca")

    assert taken_apart(text, language="ca", news_by=parts.news_by) == parts


def test_words_that_were_changed_stay_where_they_are(house):
    text = compose(Parts("Hello.", needs="A photo"), language="en") + "\n\nThank you."

    assert taken_apart(text, language="en", news_by=NOON) == Parts(text)
