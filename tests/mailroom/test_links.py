"""Where the links of a page lead."""

import pytest

from mailroom.links import with_targets, without_targets
from mailroom.reading import read
from tests.mailroom.making import mail

TARGETS = {
    "words": ('See <a href="https://example.org/a?b=1&amp;c=2">the page</a> now', "See the page <https://example.org/a?b=1&c=2> now"),
    "single quotes": ("<A HREF='http://example.org/a'>here</A>", "here <http://example.org/a>"),
    "no quotes": ("<a class=x href=https://example.org/a>here</a>", "here <https://example.org/a>"),
    "another address than it says": ('<a href="https://example.net/x">example.org</a>', "example.org <https://example.net/x>"),
    "the address itself": ('<a href="https://example.org/a">https://example.org/a</a>', "https://example.org/a"),
    "the address as people write it": ('<a href="https://www.example.org/">example.org</a>', "example.org"),
    "the address cut short": ('<a href="https://example.org/a/long/way">https://example.org/a/…</a>', "https://example.org/a/…"),
    "a mail address": ('<a href="mailto:anna@example.org">Anna</a>', "Anna"),
    "a picture": ('Hello <a href="https://example.org/a"><img src="cid:1"></a>', "Hello"),
    "never closed": ('<a href="https://example.org/a">here', "here"),
    "marked up": ('<a href="https://example.org/a"><b>the</b> <i>page</i></a>', "the page <https://example.org/a>"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_link_says_where_it_leads_unless_its_words_do(name):
    page, text = TARGETS[name]

    found = read(mail(f"Content-Type: text/html; charset=utf-8\n\n<p>{page}</p>".encode()))

    assert (found.text, found.body) == (text, text)


def test_no_more_links_than_anybody_reads_are_told():
    page = '<a href="https://example.org/a">x</a>' * 1_000

    assert with_targets(page).count("&lt;https://example.org/a&gt;") == 300


def test_a_page_without_links_stays_as_it_is():
    assert with_targets("<p>a < b and <abbr>c</abbr></p>") == "<p>a < b and <abbr>c</abbr></p>"


def test_targets_are_left_out_where_words_are_compared():
    assert without_targets("Get Outlook <https://example.org/o> now <b>") == "Get Outlook   now <b>"
