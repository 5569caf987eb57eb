"""Replies that ask to hear no more, and those that say something else."""

import pytest

from mailroom.unsubscribing import WORDS, asks_to_leave


@pytest.mark.parametrize("words", WORDS)
def test_the_words_are_known_however_they_are_written(words):
    assert all(asks_to_leave(said) for said in (words, words.upper(), f"  {words}.\n", f"«{words}!»\r\n\r\n"))


@pytest.mark.parametrize(
    "said",
    [
        "UNSUBSCRIBE",
        "Désabonner",
        "DESABONNER",
        "Cancel·lar la subscripció",
        "cancellar la subscripcio",
        "الغاء الاشتراك",
        "إلغاء الاشتراك",
        "退订。",
    ],
)
def test_marks_and_case_do_not_count(said):
    assert asks_to_leave(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "...",
        "Please do not unsubscribe me",
        "How do I unsubscribe?",
        "Unsubscribe does not work",
        "stop the outage",
        "La fibra ha donat de baixa",
        "Doneu-me de baixa i torneu-me la quota",
        "unsubscribe " * 20,
        "取消订阅后还能看到状态吗",
    ],
)
def test_a_word_among_others_is_for_a_person(said):
    assert not asks_to_leave(said)
