"""New text apart from old."""

import pytest

from mailroom.newtext import split, split_forward
from tests.mailroom.replies import HISTORIES, NEW_TEXTS

HISTORY = "Good morning Anna,\n\nplease restart the router and tell us what the lights show.\n\nSuport"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("new", NEW_TEXTS)
@pytest.mark.parametrize("name", HISTORIES)
def test_history_under_the_new_text_is_taken_out(name, new):
    mark, has_marks = HISTORIES[name]
    history = f"{mark}\n\n{quoted(HISTORY) if has_marks else HISTORY}"

    assert split(f"{new}\n\n{history}") == (new, history)


@pytest.mark.parametrize("name", [name for name, (_, has_marks) in HISTORIES.items() if has_marks])
def test_history_without_quote_marks_under_an_attribution_is_taken_out(name):
    mark, _ = HISTORIES[name]
    if mark.startswith(">"):
        mark = mark[2:]

    assert split(f"Fet.\n\n{mark}\n\n{HISTORY}") == ("Fet.", f"{mark}\n\n{HISTORY}")


@pytest.mark.parametrize("name", [name for name, (_, has_marks) in HISTORIES.items() if has_marks])
def test_an_answer_under_the_history_is_the_new_text(name):
    mark, _ = HISTORIES[name]
    history = f"{mark}\n{quoted(HISTORY)}"

    assert split(f"{history}\n\nThe lights are green.\n\nAnna") == ("The lights are green.\n\nAnna", history)


def test_the_new_text_above_an_unknown_language_is_found_by_date_and_address():
    history = f"Xx 3/1/2024 10:00 Suport <suport@example.org>:\n{quoted(HISTORY)}"

    assert split(f"Done.\n\n{history}") == ("Done.", history)


KEPT_WHOLE = {
    "no history": "Hello,\n\nmy line is down.\n\nBiel",
    "a sentence that opens like an attribution": "On Monday I wrote: the line is down.\nOn 3 May it came back.",
    "a date and a colon": "The error of 3/1/2024 10:00:\nno route to host",
    "an address and a colon": "My new address is biel@example.org:\nplease use it",
    "what somebody said": "She wrote: it works\nand he said: it does not.",
    "a journey": "I cannot buy this ticket:\n\nFrom: Barcelona\nTo: Girona\nDate: 3 May 2024\n\nThe page stays empty.",
    "how it was sent": "The papers are on their way.\n\nSent with the post of Monday.",
    "labels in a list": "Name: Biel\nFrom: the office\nProblem: no line",
    "a shell prompt amid the text": "I typed\n> ping example.org\nand nothing came back.",
    "only history": "On Wed, Jan 3, 2024 at 10:00 AM Suport <suport@example.org> wrote:\n> Good morning",
    "only quote marks": "> one\n> two",
    "dashes": "First\n---------\nSecond, which is long enough to be more than a name\n" + "more words\n" * 15 + "end",
    "a question that opens like a telephone's signature": "Sent from my office, is it lost?",
    "nothing": "",
}


@pytest.mark.parametrize("name", KEPT_WHOLE)
def test_text_without_history_is_kept_whole(name):
    assert split(KEPT_WHOLE[name]) == (KEPT_WHOLE[name], "")


INTERLEAVED = """Hi,

On Wed, Jan 3, 2024 at 10:00 AM Suport <suport@example.org> wrote:
> What do the lights show?

They are green.

> Since when is it down?

Since Monday.

> Please restart it.
> Suport"""


def test_answers_between_quotes_are_kept_with_what_they_answer():
    body, history = split(INTERLEAVED)

    assert body == INTERLEAVED.removesuffix("\n\n> Please restart it.\n> Suport")
    assert history.strip() == "> Please restart it.\n> Suport"


def test_a_quote_between_greeting_and_new_text_is_history_when_it_names_its_author():
    mark = "On 03/01/2024 10:00, Suport wrote:\n> Please restart it.\n> Suport"

    assert split(f"Hello,\n\n{mark}\n\nI did, it works.") == ("Hello,\n\nI did, it works.", mark)


def test_the_rest_of_a_wrapped_quoted_line_is_history_too():
    history = (
        "On 03/01/2024 10:00, Suport wrote:\n"
        "> please restart the router and then tell us what all of its lights show\nand when\n> they went out.\n> Suport"
    )

    assert split(f"Done.\n\n{history}") == ("Done.", history)


FORWARDS = {
    "gmail": "---------- Forwarded message ---------\nFrom: Biel <biel@example.org>\nDate: Wed, 3 Jan 2024\nSubject: x\nTo: Ana\n\nNo line.",
    "gmail ca": "---------- Missatge reenviat ---------\nDe: Biel <biel@example.org>\nData: dc., 3 de gen. 2024\nSubject: x\n\nNo line.",
    "apple": "Begin forwarded message:\n\nFrom: Biel <biel@example.org>\nSubject: x\nDate: 3 Jan 2024\nTo: Ana\n\nNo line.\n\n-- \nBiel",
    "thunderbird": "-------- Forwarded Message --------\nSubject: x\nDate: 3 Jan 2024\nFrom: Biel\nTo: Ana\n\nNo line.",
    "thunderbird de": "-------- Weitergeleitete Nachricht --------\nBetreff: x\nDatum: 3\nVon: Biel\n\n> No line.",
}


@pytest.mark.parametrize("name", FORWARDS)
def test_a_forwarded_mail_stays_in_the_body(name):
    text = f"Please have a look.\n\nAnna\n\n{FORWARDS[name]}"

    assert split(text) == (text, "")


def test_a_forward_with_quote_marks_stays_in_the_body():
    text = "Please have a look.\n\n> Begin forwarded message:\n>\n> From: Biel <biel@example.org>\n> Subject: x\n>\n> No line."

    assert split(text) == (text, "")
    assert split_forward(text) == (text, "")


def test_a_forward_inside_a_quote_is_history():
    history = "On 03/01/2024 10:00, Suport wrote:\n\n> See below.\n>\n> ---------- Forwarded message ---------\n> From: Biel\n>\n> No line."

    assert split(f"Yes.\n\n{history}") == ("Yes.", history)


def test_a_link_that_breaks_a_quote_is_quoted_too():
    history = "On 03/01/2024 10:00, Suport wrote:\n\n> See your ticket (https://example.org/tickets\n/3/)\n> or answer here."

    assert split(f"Yes.\n\n{history}") == ("Yes.", history)


def test_a_forward_told_by_its_subject_stays_in_the_body():
    text = "Please have a look.\n\nFrom: Biel\nSent: 3 January 2024\nTo: Ana\nSubject: no line\n\nNo line."

    assert split_forward(text) == (text, "")


@pytest.mark.parametrize(
    "piece", ["a", " ", ">", "-", "<a@", "On 3 Jan 2024 ", "From: a\nSent: b\n", "> \n", "__________\n", "--\n", "e.g. <b>"]
)
def test_a_hundred_kilobytes_of_anything_are_split(piece):
    text = piece * (100_000 // len(piece))

    body, history = split(text, text)

    assert sorted(f"{body}\n{history}".split()) == sorted(text.split())


def test_dashes_between_the_new_words_and_an_attribution_on_their_line_go_with_it():
    text = "It works now--- On Wed, Jan 3, 2024 at 10:00 AM, suport@example.org wrote:\n> Please restart."

    assert split(text) == ("It works now", "--- On Wed, Jan 3, 2024 at 10:00 AM, suport@example.org wrote:\n> Please restart.")
