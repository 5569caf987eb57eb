"""What people call a ticket."""

import pytest

from tickets.references import number_alone, number_in, number_in_subject, reference


def test_a_reference_is_read_as_it_is_written():
    assert reference(310) == "suport#310"
    assert (number_in(reference(310)), number_in_subject(f"Re: {reference(310)}")) == (310, 310)


@pytest.mark.parametrize(
    ("text", "number"), [("310", 310), (" #310 ", 310), ("suport # ٣١٠", 310), ("", None), ("suport", None), ("9" * 19, None)]
)
def test_somebody_who_types_a_reference_need_not_be_exact(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("subject", "number"),
    [("ticket de Suport #310", 310), ("suport#1 and suport#2", 1), ("#310", None), ("mysuport#310", None), ("suport#" + "9" * 19, None)],
)
def test_a_subject_holds_a_whole_reference_or_none(subject, number):
    assert number_in_subject(subject) == number


@pytest.mark.parametrize(
    "text",
    [
        "suport#310",
        "Suport #310",
        "suport 310",
        "suport310",
        "#310",
        " 310 ",
        "ticket de suport 310",
        "Tiquet 310",
        "#٣١٠",
        "[suport#310]",
        "(#310).",
        "SUPORT # 310",
    ],
)
def test_a_reference_alone_is_read_in_any_spelling(text):
    assert number_alone(text) == 310


@pytest.mark.parametrize("text", ["", "#", "router 310", "310 router", "310 311", "-310", "3.10", "mysuport#310", "9" * 19, '"310"'])
def test_a_number_among_other_things_is_no_reference_alone(text):
    assert number_alone(text) is None
