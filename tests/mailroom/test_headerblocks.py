"""Headers of an earlier mail in many languages, in the dress that each program gives them."""

import pytest

from mailroom.newtext import split
from tests.mailroom.headerlines import HEADER_BLOCKS

NEW = "Thank you, it works now.\n\nAnna"
HISTORY = "Good morning Anna,\n\nplease restart the router and tell us what the lights show.\n\nSuport"


def labelled(line: str, opening: str, closing: str) -> str:
    colon = min(place for place in (line.find(":"), line.find("：")) if place > 0)
    return f"{opening}{line[:colon]}{closing}{line[colon]}{line[colon + 1 :]}"


DRESSES = {
    "plain": lambda lines: lines,
    "bold": lambda lines: [labelled(line, "*", "*") for line in lines],
    "bold with the colon": lambda lines: [labelled(line, "**", "").replace(":", ":**", 1).replace("：", "：**", 1) for line in lines],
    "under a rule": lambda lines: ["________________________________", *lines],
    "under a mark": lambda lines: ["-----Original Message-----", *lines],
    "with gaps": lambda lines: "\n\n".join(lines).split("\n"),
    "indented": lambda lines: [f"  {line}" for line in lines],
    "with tabulators": lambda lines: [line.replace(": ", ":\t", 1) for line in lines],
}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("block", HEADER_BLOCKS.strip().split("\n"))
def test_history_goes_with_its_headers(block, dress):
    headers = "\n".join(DRESSES[dress](block.split("|")))

    assert split(f"{NEW}\n\n{headers}\n\n{HISTORY}") == (NEW, f"{headers}\n\n{HISTORY}".strip("\n"))


def test_headers_with_their_values_below_count_too():
    headers = "From:\n  Suport\nSent:\n  Wednesday, January 3, 2024 10:00 AM\nTo:\n  Anna\nSubject:\n  x"

    assert split(f"{NEW}\n\n{headers}\n\n{HISTORY}")[0] == NEW


def test_all_headers_may_stand_on_one_line():
    history = "De: Suport <suport@example.org> Enviado: miércoles, 3 de enero de 2024 10:00 Para: Anna Asunto: RE: x\n\nGood morning"

    assert split(f"{NEW}\n\n{history}") == (NEW, history)


def test_a_forward_inside_the_history_is_history():
    history = "From: Suport\nSent: 3 January 2024\nTo: Anna\nSubject: x\n\n---------- Forwarded message ---------\nFrom: Biel"

    assert split(f"{NEW}\n\n{history}") == (NEW, history)


KEPT = {
    "a configuration": "It is set up so:\n\n[mail]\nfrom: ana@example.org\nto: biel@example.org\nsubject: test\n\nWhy?",
    "a journey": "I cannot buy this ticket:\n\nFrom: Barcelona\nTo: Girona\nDate: 3 May 2024 10:00\n\nThe page stays empty.",
    "a form": "Name: Biel\nDate: 3 May 2024\nSubject: no line\n\nThe line is down.",
    "two labels": "De: Barcelona\nA: Girona\n\nno hi ha tren.",
    "a bounced address": "From: is wrong in my mails,\nTo: is right.\n\nWhy?",
}


@pytest.mark.parametrize("name", KEPT)
def test_lists_of_labels_that_are_no_headers_stay(name):
    assert split(KEPT[name]) == (KEPT[name], "")
