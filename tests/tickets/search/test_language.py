"""What somebody typed, read as a question."""

import pytest

from tickets.search.language import MOST_TERMS, Filter, read
from tickets.search.phrases import Phrase

ROUTER = Phrase(("router",), is_beginning=True)


def test_words_are_beginnings_and_quoted_words_are_exact():
    question = read('router "No funciona" de 310')

    assert question.required == [ROUTER, Phrase(("no", "funciona")), Phrase(("de",)), Phrase(("310",))]


def test_a_word_that_falls_apart_stays_together():
    assert read("marta@example.net 网络安").required == [Phrase(("marta", "example", "net"), is_beginning=True), Phrase(("网络", "络安"))]


def test_a_single_chinese_character_begins_a_pair():
    assert read('网 "网"').required == [Phrase(("网",), is_beginning=True)]


def test_a_minus_excludes():
    question = read('-router -"a b" -title:fibra -status:closed - --')

    assert question.excluded == [ROUTER, Phrase(("a", "b")), Phrase(("fibra",), is_beginning=True, scope="title")]
    assert (question.filters, question.required) == ([Filter("status", "closed", is_negated=True)], [])


def test_operators_are_read_in_any_case_and_with_quoted_values():
    question = read('Queue:treasury OWNER:"Aina Roca" Title:"no light" line:2')

    assert question.filters == [
        Filter("queue", "treasury", is_negated=False),
        Filter("owner", "Aina Roca", is_negated=False),
        Filter("tier", "2", is_negated=False),
    ]
    assert question.required == [Phrase(("no", "light"), scope="title")]


def test_an_unknown_operator_is_a_word_and_named():
    question = read("color:red https://example.org 10:30")

    assert question.unknown == ["color"]
    assert question.required[0] == Phrase(("color", "red"), is_beginning=True)


@pytest.mark.parametrize("text", ["", " ", '"', '""', "-", ":", "title:", "-:", "\0", "()*'\\&|!<->", '"""'])
def test_nothing_is_asked_by(text):
    question = read(text)

    assert question.required in ([], [Phrase(("title",), is_beginning=True)])
    assert (question.excluded, question.filters) == ([], [])


def test_a_quote_that_is_not_closed_ends_with_the_text():
    assert read('router "no funciona').required == [ROUTER, Phrase(("no", "funciona"))]
    assert read("“no funciona” «a b»").required == [Phrase(("no", "funciona")), Phrase(("a", "b"))]


def test_a_long_question_is_cut_and_says_so():
    many, long = read(" ".join(f"w{number}x" for number in range(50))), read("x" * 10_000)

    assert (many.is_cut, len(many.required)) == (True, MOST_TERMS)
    assert (long.is_cut, len(long.required)) == (True, 1)
