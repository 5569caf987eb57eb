"""Words as a search compares them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import searchwords

CASES = {
    "Connexió FIBRA": ["connexio", "fibra"],
    "col·legi, cel·la": ["collegi", "cella"],
    "l'Àvia d’en Pau": ["l", "avia", "d", "en", "pau"],
    "STRASSE Straße": ["strasse", "strasse"],
    "oﬃce": ["office"],
    "İstanbul": ["istanbul"],
    "suport#310 a_b": ["suport", "310", "a", "b"],
    "marta@example.org": ["marta", "example", "org"],
    "٣١٠ ３１０ ३१०": ["310", "310", "310"],
    "أَحْمَد كتـــاب": ["احمد", "كتاب"],
    "网络安全 router": ["网络", "络安", "安全", "router"],
    "猫": ["猫"],
    "LAN网络": ["lan", "网络"],
    "한국어": ["한국", "국어"],
    "カタカナ": ["カタ", "タカ", "カナ"],
    "inter\u00adnet e\u0301\u200cx": ["internet", "ex"],
    "½ x²": ["1", "2", "x2"],
    "\0 -- \n ?!": [],
}


@pytest.mark.parametrize("text", CASES)
def test_words_are_folded_and_split(text):
    assert searchwords.words(text) == CASES[text]


def test_taken_apart_hangul_is_put_together():
    assert searchwords.words("\u1112\u1161\u11ab\u1100\u116e\u11a8") == ["한국"]


def test_the_last_character_of_a_run_can_be_looked_for_alone():
    assert searchwords.endings("网络安全 和 网络") == ["全", "络"]


def test_places_point_into_the_text_as_it_is():
    text = "Ŀ’Àvia: ﬁbra 网络安"

    assert [(place.word, text[place.start : place.end]) for place in searchwords.places(text)] == [
        ("l", "Ŀ"),
        ("avia", "Àvia"),
        ("fibra", "ﬁbra"),
        ("网络", "网络"),
        ("络安", "络安"),
    ]


@given(st.text())
def test_words_are_small_plain_and_stable(text):
    found = searchwords.words(text)

    assert all((word.isalnum() or searchwords.is_dense(word)) and len(word) <= searchwords.LONGEST_WORD for word in found)
    assert not set("'\":\\*() \ue000") & set("".join(found))
    assert len(" ".join(found).encode()) <= searchwords.MOST_BYTES
    assert [word for word in found if not searchwords.is_dense(word)] == [
        word for word in searchwords.words(" ".join(found)) if not searchwords.is_dense(word)
    ]


@given(st.text(), st.text())
def test_a_space_parts_texts(one, other):
    assert searchwords.words(f"{one} {other}") == searchwords.words(one) + searchwords.words(other)


@given(st.text())
def test_places_are_the_words_where_nothing_has_to_be_put_together(text):
    if not any("\u1100" <= c <= "\u11ff" or "\u3130" <= c <= "\u318f" or "\uffa0" <= c <= "\uffdf" for c in text):
        assert [place.word for place in searchwords.places(text)] == searchwords.words(text)


@pytest.mark.parametrize(
    "text", ["a" + "\u0301\u0316" * 50_000, "\ufdfa" * 100_000, "网" * 100_000, "x" * 100_000, "a " * 50_000, "\u0301" * 100_000]
)
def test_no_text_takes_long_or_gives_much(text):
    started = time.perf_counter()

    found = searchwords.words(text)

    assert time.perf_counter() - started < 2
    assert len(" ".join(found).encode()) <= searchwords.MOST_BYTES
