"""Secrets kept sealed."""

import pytest

from foundation import sealed


def test_what_was_sealed_comes_back_and_cannot_be_read_without_the_key(settings):
    text = sealed.seal("obre't sèsam")

    assert "sam" not in text
    assert sealed.unseal(text) == "obre't sèsam"
    settings.SECRET_KEY = "another key of more than thirty-two characters"
    with pytest.raises(sealed.CannotBeOpened):
        sealed.unseal(text)


def test_an_old_key_still_opens(settings):
    text = sealed.seal("abc")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of more than thirty-two characters"

    assert sealed.unseal(text) == "abc"


@pytest.mark.parametrize("text", ["", "x", "gAAAAA", "ç"])
def test_a_damaged_text_is_said_to_be_one(text):
    with pytest.raises(sealed.CannotBeOpened):
        sealed.unseal(text)
