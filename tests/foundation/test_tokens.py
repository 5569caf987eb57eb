"""Short signatures."""

import pytest

from foundation import tokens


def test_a_signature_is_sixteen_characters_that_survive_mail():
    signature = tokens.signature("reply-to", "310.57")

    assert (len(signature), set(signature) <= set("abcdefghijklmnopqrstuvwxyz234567")) == (16, True)
    assert signature == tokens.signature("reply-to", "310.57")


def test_a_signature_is_valid_in_any_case_for_a_text_in_any_case():
    signature = tokens.signature("message-id", "ticket.310")

    assert tokens.is_valid("message-id", "TICKET.310", signature.upper())


@pytest.mark.parametrize(("purpose", "text"), [("reply-to", "310.58"), ("follow-code", "310.57"), ("reply-to", "310.5"), ("reply-to", "")])
def test_a_signature_is_for_one_text_and_one_purpose(purpose, text):
    assert tokens.is_valid(purpose, text, tokens.signature("reply-to", "310.57")) is False


@pytest.mark.parametrize("given", ["", "a", "é" * 16, "\udc80" * 16, "a" * 1000, "=" * 16])
def test_what_is_no_signature_is_not_valid(given):
    assert tokens.is_valid("reply-to", "310.57", given) is False


def test_old_keys_verify_until_they_are_thrown_away(settings):
    signature = tokens.signature("reply-to", "310.57")
    settings.MAIL_KEY, settings.MAIL_KEY_FALLBACKS = "new", ["older", settings.MAIL_KEY]

    assert tokens.is_valid("reply-to", "310.57", signature) is True
    assert tokens.signature("reply-to", "310.57") != signature

    settings.MAIL_KEY_FALLBACKS = ["older"]
    assert tokens.is_valid("reply-to", "310.57", signature) is False


@pytest.mark.parametrize(("cut", "is_code"), [(12, True), (11, False), (0, False)])
def test_a_code_is_a_signature_cut_to_its_very_length(cut, is_code):
    code = tokens.code("follow-code", "310.1", 12)

    assert len(code) == 12
    assert tokens.is_code("follow-code", "310.1", code[:cut], 12) is is_code


def test_a_code_is_read_as_people_copy_it(settings):
    settings.MAIL_KEY = next(
        key for key in map(str, range(10_000)) if {"o", "b", "l"} <= set(tokens._mac(key, "follow-code", "310.1")[:12])
    )
    code = tokens.code("follow-code", "310.1", 12)

    assert set(code) & set("I0189") == set()
    assert tokens.is_code("follow-code", "310.1", code.replace("O", "0").replace("L", "i").replace("B", "8").lower(), 12)
    assert tokens.is_code("follow-code", "310.1", f" {code[:4]} - {code[4:]}".replace("L", "1"), 12)
    assert not tokens.is_code("follow-code", "310.2", code, 12)


def test_nothing_else_than_the_mail_key_signs(settings):
    before = tokens.signature("reply-to", "310.57")

    settings.SECRET_KEY = "rotated"

    assert tokens.signature("reply-to", "310.57") == before
