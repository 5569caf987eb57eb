"""Words outside the parts of a mail, and what mailboxes in one file put before them."""

import pytest

from mailroom.reading import read
from tests.mailroom.making import mail, raw

PART = "--b1\nContent-Type: text/plain\n\nNo line.\n"
MIXED = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b1"\n\n'

OUTSIDE = {
    "above": (f"{MIXED}Ring me.\n{PART}--b1--\n", "Ring me."),
    "below": (f"{MIXED}{PART}--b1--\n\nRing me.\n", "Ring me."),
    "both": (f"{MIXED}Ring me.\n{PART}--b1--\nToday.\n", "Ring me.\n\nToday."),
    "the notice": (f"{MIXED}This is a multi-part message in MIME format.\n{PART}--b1--\n", ""),
    "the notice in German": (f"{MIXED}Dies ist eine mehrteilige Nachricht im MIME-Format.\n{PART}--b1--\n", ""),
    "dashes": (f"{MIXED}{PART}--b1--\n--\n----------\n", ""),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_words_outside_all_parts_are_kept_beside_the_body(name):
    content, quoted = OUTSIDE[name]

    found = read(mail(content.encode()))

    assert (found.body, found.quoted, found.text) == ("No line.", quoted, "\n\n".join(filter(None, ("No line.", quoted))))


def test_words_outside_parts_that_say_nothing_are_the_body():
    found = read(mail(f"{MIXED}--b1\n\n--b1--\nRing me.\n".encode()))

    assert (found.body, found.quoted) == ("Ring me.", "")


def test_a_first_boundary_below_a_line_of_spaces_ends_the_headers():
    found = read(b"From: anna@example.org\nContent-Type: multipart/mixed; boundary=b1\nSubject: \n \n" + PART.encode() + b"--b1--\n")

    assert (found.subject, found.body) == ("", "No line.")


FROM = {
    "alone": ("Hello\n>From ten to two it fails.\nBye", "Hello\nFrom ten to two it fails.\nBye"),
    "first": (">From ten to two it fails.", "From ten to two it fails."),
    "in a quote": ("It works.\n\n> Hello\n>From ten to two\n> Bye", "It works."),
    "the word alone": ("> From ten to two\n\nIt works.", "It works."),
}


@pytest.mark.parametrize("name", FROM)
def test_the_mark_of_a_mailbox_before_from_is_no_quote(name):
    text, body = FROM[name]

    assert read(raw("From: anna@example.org", body=text)).body == body


def test_entities_that_somebody_writes_about_stay():
    found = read(mail(b"Content-Type: text/html\n\n<p>Write &amp;lt;b&amp;gt; and &amp;nbsp; for &lt;b&gt; &amp; a space</p>"))

    assert found.body == "Write &lt;b&gt; and &nbsp; for <b> & a space"
