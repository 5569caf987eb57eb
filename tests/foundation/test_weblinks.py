"""Addresses that people give us to show as links."""

import pytest
from django.core.exceptions import ValidationError

from foundation.weblinks import filled, is_web_address, web_pattern


@pytest.mark.parametrize(
    "text", ["https://bugs.example.org/1", "http://localhost:8080/x?y=1#z", "HTTPS://bugs.example.org", "https://éà.example.org/"]
)
def test_a_web_address_has_a_scheme_and_a_host(text):
    assert is_web_address(text) is True


@pytest.mark.parametrize(
    "text",
    ["", "bugs.example.org", "javascript:alert(1)", "data:text/html,x", "ftp://x.example.org", "https://", "https:///x", "//x.example.org",
     "https://a b.example.org", "https://x.example.org/\n", "https://u:p@x.example.org", "https://[x", "https://x.example.org/<b>"],
)  # fmt: skip
def test_anything_else_is_none(text):
    assert is_web_address(text) is False


def test_a_pattern_is_filled_with_one_word_whatever_it_holds():
    assert filled("https://bugs.example.org/{number}?a=b", "../x y?&#") == "https://bugs.example.org/..%2Fx%20y%3F%26%23?a=b"


@pytest.mark.parametrize(
    "text",
    ["https://bugs.example.org/", "https://{number}.example.org/", "javascript:{number}", "{number}", "https://x.example.org{number}"],
)
def test_a_pattern_needs_its_place_after_the_host(text):
    with pytest.raises(ValidationError):
        web_pattern(text)


def test_a_good_pattern_passes():
    web_pattern("https://bugs.example.org/browse/{number}")
