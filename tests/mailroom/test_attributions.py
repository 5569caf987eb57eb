"""Attribution lines in many languages, wrapped wherever a program may wrap them."""

from collections.abc import Iterator

import pytest

from mailroom.newtext import split
from tests.mailroom.attributionlines import ATTRIBUTIONS, DOUBTFUL

NEW = "Thank you, it works now.\n\nAnna"
HISTORY = "Good morning Anna,\n\nplease restart the router and tell us what the lights show.\n\nSuport"
QUOTED = "\n".join(f"> {line}".rstrip() for line in HISTORY.split("\n"))
LINES = [line for lines in ATTRIBUTIONS.values() for line in lines.strip().split("\n")]


def wrapped(line: str) -> Iterator[str]:
    """The line as it is, broken at each space beyond the first thirty characters, and inside its angle brackets."""
    yield line
    spaces = [place for place, character in enumerate(line) if character == " " and place > 30]
    for place in spaces:
        yield f"{line[:place].rstrip()}\n{line[place + 1 :]}"
    if "<" in line:
        yield line.replace("<", "<\n", 1)
    if len(spaces) > 2:
        yield f"{line[: spaces[0]]}\n{line[spaces[0] + 1 : spaces[-1]]}\n{line[spaces[-1] + 1 :]}"


@pytest.mark.parametrize("line", LINES)
def test_history_goes_with_its_attribution_however_it_is_wrapped(line):
    for attribution in wrapped(line):
        for history in (
            f"{attribution}\n{QUOTED}",
            f"{attribution}\n\n{QUOTED}",
            f"{attribution}\n\n{HISTORY}",
            f"{attribution}\n{HISTORY}",
        ):
            assert split(f"{NEW}\n\n{history}") == (NEW, history)


@pytest.mark.parametrize("line", LINES)
def test_an_answer_below_the_quote_is_the_new_text(line):
    assert split(f"{line}\n{QUOTED}\n\n{NEW}") == (NEW, f"{line}\n{QUOTED}")


@pytest.mark.parametrize("line", DOUBTFUL.strip().split("\n"))
def test_a_doubtful_attribution_counts_above_quote_marks_only(line):
    assert split(f"{NEW}\n\n{line}\n{QUOTED}") == (NEW, f"{line}\n{QUOTED}")
    assert split(f"{NEW}\n\n{line}\n\n{HISTORY}")[1] == ""


def test_an_attribution_may_share_its_line_with_the_new_text():
    attribution = "On Wed, Jan 3, 2024 at 10:00 AM, Suport <suport@example.org> wrote:"

    assert split(f"It works, thanks {attribution}\n\n{QUOTED}") == ("It works, thanks", f"{attribution}\n\n{QUOTED}")


def test_a_line_of_the_sender_above_an_attribution_stays():
    attribution = "On Wed, Jan 3, 2024 at 10:00 AM, Suport <suport@example.org> wrote:"

    assert split(f"On 3 January it broke\n{attribution}\n{QUOTED}") == ("On 3 January it broke", f"{attribution}\n{QUOTED}")


@pytest.mark.parametrize(
    "history",
    [
        "On Wed, 3 Jan 2024 at 10:00, Suport<suport@example.org> wrote:   Good morning Anna,\n\nplease restart it.",
        "El mié., ene. 3, 2024 a la(s) 10:00, Suport<suport@example.org> escribió:   Good morning Anna,\n\nplease restart it.",
        "On Wed, 3 Jan 2024 at 10:00, Suport\n<suport@example.org> wrote: Good morning\nAnna",
    ],
)
def test_history_may_begin_on_the_line_of_its_attribution(history):
    assert split(f"{NEW}\n\n{history}") == (NEW, history)


KEPT = {
    "what was sent": "El 3 de gener de 2024 a les 10:00 vaig enviar un correu a suport@example.org:\n\nno ha arribat.",
    "what somebody wrote to us": "El dia 3/1/2024 en Biel (biel@example.org) ens va escriure:\n\nNo puc entrar.\n\nQuè li diem?",
    "what a screen said": "See below.\n\nIt said:\n> your quota is full\n\nWhat does it mean?",
    "what a server wrote": "Le 3 janvier 2024 à 10:00, le serveur a écrit : disque plein.\n\nMerci.",
    "a schedule": "Our schedule:\n\nMonday, 3 January 2024, 10:00: meeting\nTuesday, 4 January 2024, 11:00: tests",
    "a table": "Name | Days\n-----|-----\nAnna | 3\n\n| a | b |\n| c | d |",
    "a log": (
        "Here is the log:\n\n2024-01-03 10:00:00 mail from <a@example.org> refused\n2024-01-03 10:00:01 said: no\n"
        "On startup it wrote: failure 5\n\nPlease help."
    ),
    "what the sender wrote": "On 3 May 2024 I wrote:\n\nplease repair it.\n\nNobody came.",
    "what somebody said": "He wrote to biel@example.org on 3/1/2024 the following about the line:\n\nit is down.",
    "ich": "Am 3. Mai 2024 schrieb ich Ihnen:\n\nBitte reparieren Sie es.",
    "a list of dates": "These are the days:\nMonday, 3 May 2024, 10:00:\nno line\nTuesday, 4 May 2024, 11:00:\nno line",
    "an error": "The log says\n2024-01-03 10:00:00 smtp.example.org refused ana@example.org: no such user\nand so on.",
    "steps": "On Wed, Jan 3, 2024 I did this:\n1. open the page\n2. wait",
    "a question": "El 3 de maig us vaig escriure. Què ha escrit en Biel:\nres de res?",
    "a log entry": "03.01.2024, 10:00: started\n03.01.2024, 10:05: failed\nWhat now?",
}


@pytest.mark.parametrize("name", KEPT)
def test_sentences_that_look_like_attributions_stay(name):
    assert split(KEPT[name]) == (KEPT[name], "")
