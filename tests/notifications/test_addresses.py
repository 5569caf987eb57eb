"""One spelling for each address."""

import pytest

from notifications import addresses


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ana@Example.ORG ", "Ana@example.org"),
        ("ana@xn--mnich-kva.example.org", "ana@münich.example.org"),
        ("jose\u0301@example.org", "josé@example.org"),
    ],
)
def test_an_address_is_kept_in_one_spelling(given, kept):
    assert addresses.normalised(given) == kept


@pytest.mark.parametrize(
    "given", ["", "ana", "@example.org", "ana@", "a b@example.org", "ana@example.org\r\nBcc: x@example.org", "a@-b.org"]
)
def test_what_no_relay_could_take_is_refused(given):
    with pytest.raises(ValueError):
        addresses.normalised(given)


def test_an_envelope_has_its_domain_in_ascii():
    assert addresses.for_wire("ana@münich.example.org") == "ana@xn--mnich-kva.example.org"


def test_spellings_of_one_mailbox_share_a_key():
    assert addresses.key_of("Ana@Example.org") == addresses.key_of(" ana@example.org")
