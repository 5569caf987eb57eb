"""Subjects and paragraphs, filled in."""

import pytest

from foundation import mailwords
from foundation.mailwords import Contents

CONTENTS = Contents(
    values={"house": "Suport {link}", "empty": ""},
    links={"link": "https://suport.example.org/x/"},
    cases={"if_new": True, "if_old": False},
)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("{house}: hello", "Suport {link}: hello"),
        ("{if_old} Old\n{if_new} New", "New"),
        ("{if_old} Old\n{if_old} Older {house}", "Older Suport {link}"),
        ("{empty} first\nsecond", "second"),
        ("", ""),
    ],
)
def test_the_first_subject_that_holds_is_taken_and_filled_in_once(subject, said):
    assert mailwords.subject_line(subject, CONTENTS) == said


def test_a_paragraph_is_said_in_its_cases_alone():
    words = (
        "{if_new} New.\n\n{if_old} Old.\n\n{if_new}\n{link} Open <it>\n\n{if_new} {if_old} Both.\n\n{if_new}\n\nAlways {% now %} {{ x }}."
    )

    assert [block.text for block in mailwords.blocks(words, CONTENTS)] == [
        "New.",
        "Open <it>:\nhttps://suport.example.org/x/",
        "Always {% now %} {{ x }}.",
    ]
