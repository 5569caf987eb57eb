"""Replies of many programs in HTML: alone, and beside a plain text that is wrapped somewhere else."""

import textwrap

import pytest

from mailroom import markup
from mailroom.newtext import split
from tests.mailroom.pages import NEW, REPLIES


def squeezed(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


@pytest.mark.parametrize("name", REPLIES)
def test_the_new_text_of_a_page_is_told_from_its_history(name):
    text = markup.text(REPLIES[name])

    body, history = split(text, REPLIES[name])

    assert body == NEW
    assert "restart the router" in history


@pytest.mark.parametrize("width", [30, 50, 72])
@pytest.mark.parametrize("name", REPLIES)
def test_the_page_helps_with_the_plain_text_beside_it(name, width):
    lines = markup.text(REPLIES[name]).split("\n")
    plain = "\n".join("\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)) for line in lines)

    body, history = split(plain, REPLIES[name])

    assert squeezed(body) == squeezed(NEW)
    assert "restart" in history


def test_answers_in_a_page_stay_with_the_quotes_that_they_answer_and_those_are_marked():
    page = (
        '<div class="moz-cite-prefix">On 03/01/2024 10:00, Suport wrote:<br></div><blockquote type="cite">Which lights?</blockquote>'
        '<p>Green.</p><blockquote type="cite">Since when?</blockquote><p>Monday.</p>'
    )

    body, history = split(markup.text(page), page)

    assert body == "On 03/01/2024 10:00, Suport wrote:\n> Which lights?\n\nGreen.\n\n> Since when?\n\nMonday."
    assert history == ""


# page, plain text beside it, body: the words around the history name no language
MARKED = {
    "gmail": (
        (
            '<div dir="ltr">It works, Suport.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Xyz suport abc:<br></div>'
            '<blockquote class="gmail_quote" style="margin:0px">Please restart it now.</blockquote></div>'
        ),
        "It works, Suport.\n\nXyz suport abc:\n\nPlease restart it now.",
        "It works, Suport.",
    ),
    "outlook on the web": (
        '<div>It works.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Xy:</b> Suport<br></div><div>Please restart it</div>',
        "It works.\nXy: Suport\nPlease restart it",
        "It works.",
    ),
    "outlook": (
        '<p>It works.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Xy:</b> Suport</p></div><p>Please</p>',
        "It works.\n\nXy: Suport\n\nPlease",
        "It works.",
    ),
    "apple mail": (
        '<div>It works.</div><div><br><blockquote type="cite"><div>Xyz suport:</div><div>Please restart</div></blockquote></div>',
        "It works.\n\nXyz suport:\nPlease restart",
        "It works.",
    ),
    "thunderbird": (
        '<p>It works.</p><div class="moz-cite-prefix">Xyz suport:<br></div><blockquote type="cite" cite="mid:1">Please restart</blockquote>',
        "It works.\n\nXyz suport:\n\nPlease restart",
        "It works.",
    ),
    "thunderbird below": (
        '<div class="moz-cite-prefix">Xyz suport:<br></div><blockquote type="cite" cite="mid:1">Please restart</blockquote><p>It works.</p>',
        "Xyz suport:\n\nPlease restart\n\nIt works.",
        "It works.",
    ),
    "yahoo": (
        '<div>It works.</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>Xyz suport:</div><div><blockquote>Please</blockquote> now</div></div>',
        "It works.\nXyz suport:\nPlease\nnow",
        "It works.",
    ),
    "proton": (
        '<div>It works.</div><div class="protonmail_quote">Xyz suport:<br><blockquote class="protonmail_quote" type="cite">Please</blockquote></div>',
        "It works.\nXyz suport:\n\n> Please",
        "It works.",
    ),
    "signature": (
        '<div>It works.</div><div class="gmail_signature">Anna Prat<br>Town hall</div>',
        "It works.\n\nAnna Prat\nTown hall",
        "It works.",
    ),
    "answers amid a gmail quote": (
        (
            '<div class="gmail_quote"><div class="gmail_attr">Xyz suport:</div><blockquote class="gmail_quote">Which lights?</blockquote>'
            '<div>Green ones.</div><blockquote class="gmail_quote">Since when?</blockquote><div>Since Monday.</div></div>'
        ),
        "Xyz suport:\nWhich lights?\nGreen ones.\nSince when?\nSince Monday.",
        "> Xyz suport:\n> Which lights?\nGreen ones.\n> Since when?\nSince Monday.",
    ),
    "a page that says something else": (
        '<div>Other</div><blockquote type="cite">words</blockquote>',
        "It works.\n\nReally.",
        "It works.\n\nReally.",
    ),
}


@pytest.mark.parametrize("name", MARKED)
def test_the_marks_in_the_page_tell_new_text_from_old(name):
    page, text, body = MARKED[name]

    assert split(text, page)[0] == body
