"""Names in braces, and nothing else."""

import pytest

from queues.placeholders import filled, unknown


def test_known_names_are_filled_in():
    text = "Hello {requester_name}, {reference} is with {agent_name}."

    assert filled(text, {"requester_name": "Marta", "reference": "suport#1", "agent_name": "Aina"}) == "Hello Marta, suport#1 is with Aina."


@pytest.mark.parametrize(
    "trick",
    [
        "{{ requester_name }}x",
        "{% load x %}",
        "{0.__class__}",
        "%(title)s",
        "{title.__class__}",
        "{title!r}",
        "{title:>99999}",
        "$title",
        "{}",
        "{",
    ],
)
def test_a_text_is_no_template(trick):
    assert filled(trick, {"title": "T"}) == trick


def test_what_a_value_holds_is_not_filled_in_again():
    assert filled("{title} {queue}", {"title": "{queue}", "queue": "{title}"}) == "{queue} {title}"


def test_a_name_without_a_value_stays():
    assert filled("{organisation}", {}) == "{organisation}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("{requester_name} {title}", []), ("{name} and {name}", ["{name}"]), ("{0.__class__}", ["{0.__class__}"]), ("{ a b }", [])],
)
def test_names_that_stand_for_nothing_are_found(text, wrong):
    assert unknown(text) == wrong
