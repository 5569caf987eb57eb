"""What somebody's own words for a mail have to keep."""

import pytest

from foundation import mailkinds
from foundation.mailkinds import Case, MailKind, Name

KIND = MailKind(
    "call",
    "Call",
    "when",
    names=(
        Name("house", "the house"),
        Name("note", "a note", may_be_empty=True),
        Name("link", "the link", is_link=True),
        Name("when", "the moment", is_part=True),
        Name("code", "the code", is_part=True, is_secret=True),
    ),
    choices=((Case("if_new", "it is new"), Case("if_moved", "it was moved")), (Case("if_late", "it is late"),)),
    needed=("link",),
)


def test_names_that_stand_for_nothing_are_found_in_their_order():
    assert mailkinds.unknown(KIND, "{house} {nobody} {if_never} {nobody} {} { house }") == ["{nobody}", "{if_never}"]


def test_a_subject_holds_neither_pieces_nor_links_nor_cases_nor_secrets():
    assert mailkinds.unfit_for_subject(KIND, "{house} {when} {link} {if_new} {code} {other}") == ["when", "link", "if_new", "code"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("{when}", []),
        ("At {when}.", ["when"]),
        ("{if_new} {when}", []),
        ("{link} Open it", []),
        ("{link}", ["link"]),
        ("{link}.", ["link"]),
        ("Open {link} now", ["link"]),
        ("{link} or {link}", ["link"]),
        ("Well {if_new} then", ["if_new"]),
        ("{if_new} {if_late}\nIt is {house}", []),
    ],
)
def test_names_stand_where_they_can_be_filled_in(words, wrong):
    assert mailkinds.misplaced(KIND, words) == wrong


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("{link} Open", None),
        ("{if_new} {link} Open\n\n{if_moved} {link} Look", None),
        ("Nothing", ("link", frozenset())),
        ("{link} Open {note}", ("link", frozenset({"if_new", "if_late"}))),
        ("{if_new} {link} Open", ("link", frozenset({"if_moved", "if_late"}))),
        ("{if_late} {link} Open", ("link", frozenset({"if_new"}))),
        ("{if_new} {if_moved} {link} Open", ("link", frozenset({"if_new", "if_late"}))),
    ],
)
def test_what_is_needed_is_there_in_every_case(words, missing):
    assert mailkinds.missing(KIND, words) == missing
