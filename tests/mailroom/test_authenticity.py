"""What our own relay found out about who sent a mail, and whose words about it do not count."""

import pytest

from mailroom import reading
from mailroom.authenticity import Authenticity, read

OURS = ("mx.example.org",)


def test_the_results_of_our_relay_are_read():
    header = (
        "mx.example.org 1; spf=pass (mx: 192.0.2.1 is allowed; really) smtp.mailfrom=a@example.net;\n"
        ' dkim=fail reason="bad; dmarc=fail" header.d=list.example; dkim=pass header.d=example.net; dmarc=pass (p=reject) header.from=Example.NET'
    )

    assert read([header], OURS) == Authenticity("pass", "pass", "pass", "example.net")


@pytest.mark.parametrize(
    "headers",
    [
        ["evil.example; dmarc=pass header.from=example.net"],
        ["mx.example.org.evil.example; dmarc=pass"],
        ["mx.example.org; dmarc=fail header.from=example.net", "mx.example.org; dmarc=pass header.from=example.net"],
        ["mx.example.org; none", "mx.example.org; dmarc=pass"],
        ['mx.example.org; spf=fail smtp.mailfrom="x; dmarc=pass"@evil.example'],
        ["mx.example.org; spf=fail (x; dmarc=pass) smtp.mailfrom=x"],
        ["mx.example.org; spf=fail (x\\); dmarc=pass"],
        ['mx.example.org; spf=fail smtp.mailfrom="x\\"; dmarc=pass'],
        ["mx.example.org; x-dmarc=pass; dmarc-arc=pass"],
        ["mx.example.org; dmarc=pass; dmarc=fail"],
        ["mx.example.org; dmarc=passed; dmarc=pass.not"],
        ["; dmarc=pass"],
        ["a b mx.example.org; dmarc=pass"],
        ["x" * 8_000 + "; dmarc=pass", "mx.example.org"],
        [],
    ],
)
def test_what_others_wrote_vouches_for_nobody(headers):
    assert not read(headers, OURS).vouches_for("marta@example.net")


def test_without_a_relay_of_our_own_nobody_is_believed():
    assert read(["mx.example.org; dmarc=pass"], ()) == Authenticity()


@pytest.mark.parametrize(
    ("address", "is_vouched"),
    [
        ("marta@example.net", True),
        ("marta@EXAMPLE.net", True),
        ("marta@mail.example.net", False),
        ("marta@example.com", False),
        ("", False),
    ],
)
def test_only_the_domain_that_dmarc_was_about_vouches(address, is_vouched):
    assert read(["mx.example.org; dmarc=pass header.from=example.net"], OURS).vouches_for(address) is is_vouched


@pytest.mark.parametrize(
    ("results", "is_failed"),
    [
        ("dmarc=fail", True),
        ("spf=fail; dkim=fail", True),
        ("spf=softfail; dkim=permerror; dmarc=none", True),
        ("spf=fail; dkim=pass", False),
        ("spf=fail", False),
        ("spf=none; dkim=none; dmarc=none", False),
        ("spf=fail; dkim=fail; dmarc=pass", False),
    ],
)
def test_a_mail_fails_when_its_domain_disowns_it_or_nothing_is_right(results, is_failed):
    assert read([f"mx.example.org; {results}"], OURS).is_failed is is_failed


def test_an_encoded_word_in_the_sender_s_address_says_nothing_about_the_sender():
    raw = b"Authentication-Results: mx.example.org; spf=fail smtp.mailfrom==?utf-8?q?x;_dmarc=3Dpass?=@evil.example\r\n\r\nHi\r\n"

    parsed = reading.read(raw)

    assert parsed.authentication_results == ("mx.example.org; spf=fail smtp.mailfrom==?utf-8?q?x;_dmarc=3Dpass?=@evil.example",)
    assert read(parsed.authentication_results, OURS).dmarc == ""


def test_the_topmost_header_comes_first():
    raw = b"Authentication-Results: b.example; dmarc=fail\r\nReceived: x\r\nAuthentication-Results: a.example; dmarc=pass\r\n\r\nHi\r\n"

    assert [header.partition(";")[0] for header in reading.read(raw).authentication_results] == ["b.example", "a.example"]
