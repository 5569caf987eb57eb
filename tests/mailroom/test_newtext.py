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


SIGNATURES = {
    "delimiter": "-- \nAnna Prat\nTown hall of Vilanova",
    "delimiter without its space": "--\nAnna Prat\nTown hall of Vilanova",
    "telephone en": "Sent from my iPhone",
    "telephone ca": "Enviat des del meu iPhone",
    "telephone es": "Enviado desde mi iPhone",
    "telephone pt": "Enviado do meu iPhone",
    "telephone gl": "Enviado dende o meu iPhone",
    "telephone eu": "Nire iPhonetik bidalia",
    "telephone fr": "Envoyé de mon iPhone",
    "telephone it": "Inviato da iPhone",
    "telephone de": "Von meinem iPhone gesendet",
    "telephone nl": "Verstuurd vanaf mijn iPhone",
    "telephone ro": "Trimis de pe iPhone-ul meu",
    "telephone ru": "Отправлено с iPhone",
    "telephone ar": "أُرسلت من الـ iPhone",
    "telephone zh": "发自我的iPhone",
    "outlook": "Get Outlook for iOS<https://example.org/o0>",
    "outlook es": "Obtener Outlook para Android",
    "outlook de": "Outlook für iOS beziehen",
    "yahoo": "Sent from Yahoo Mail on Android",
    "proton": "Sent with Proton Mail secure email.",
    "windows": "Sent from Mail for Windows",
    "k-9": "-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_is_taken_out(name):
    assert split(f"It works again.\n\n{SIGNATURES[name]}") == ("It works again.", SIGNATURES[name])


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_above_the_history_is_taken_out(name):
    history = f"On 03/01/2024 10:00, Suport wrote:\n\n{quoted(HISTORY)}"

    assert split(f"It works again.\n\n{SIGNATURES[name]}\n\n{history}") == ("It works again.", f"{SIGNATURES[name]}\n\n{history}")


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


def test_a_forward_told_by_its_subject_stays_in_the_body():
    text = "Please have a look.\n\nFrom: Biel\nSent: 3 January 2024\nTo: Ana\nSubject: no line\n\nNo line."

    assert split_forward(text) == (text, "")


PAGES = {
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
        "Xyz suport:\nWhich lights?\nGreen ones.\nSince when?\nSince Monday.",
    ),
    "a page that says something else": (
        '<div>Other</div><blockquote type="cite">words</blockquote>',
        "It works.\n\nReally.",
        "It works.\n\nReally.",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_marks_in_the_page_tell_new_text_from_old(name):
    page, text, body = PAGES[name]

    assert split(text, page)[0] == body


@pytest.mark.parametrize(
    "piece", ["a", " ", ">", "-", "<a@", "On 3 Jan 2024 ", "From: a\nSent: b\n", "> \n", "__________\n", "--\n", "e.g. <b>"]
)
def test_a_hundred_kilobytes_of_anything_are_split(piece):
    text = piece * (100_000 // len(piece))

    body, history = split(text, text)

    assert sorted(f"{body}\n{history}".split()) == sorted(text.split())
