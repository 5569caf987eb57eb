"""Headers, addresses and message ids."""

from datetime import UTC, datetime

import pytest

from mailroom.mail import Address
from mailroom.reading import read
from tests.mailroom.making import raw

SUBJECTS = {
    "plain": ("No line", "No line"),
    "quoted-printable": ("=?utf-8?Q?Incid=C3=A8ncia_a_la_l=C3=ADnia?=", "Incidència a la línia"),
    "base64": ("=?UTF-8?B?SW5jaWTDqG5jaWE=?=", "Incidència"),
    "base64 without padding": ("=?UTF-8?B?SW5jaWTDqG5jaWE?=", "Incidència"),
    "latin": ("=?iso-8859-1?q?Incid=E8ncia?=", "Incidència"),
    "a language beside the charset": ("=?iso-8859-1*ca?q?Incid=E8ncia?=", "Incidència"),
    "two words": ("=?utf-8?Q?Incid=C3=A8ncia?= =?utf-8?Q?_greu?=", "Incidència greu"),
    "words without space between": ("=?utf-8?Q?Incid=C3=A8ncia?==?utf-8?Q?_greu?=", "Incidència greu"),
    "a word stuck to plain text": ("Re:=?utf-8?Q?Incid=C3=A8ncia?=", "Re:Incidència"),
    "a character cut in two": ("=?utf-8?Q?Incid=C3?=\n =?utf-8?Q?=A8ncia?=", "Incidència"),
    "a character cut in two, base64": ("=?utf-8?B?SW5jaWTD?=\n =?utf-8?B?qG5jaWE=?=", "Incidència"),
    "two charsets": ("=?utf-8?Q?=C3=A8?= =?iso-8859-1?Q?=E8?=", "èè"),
    "spaces inside a word": ("=?utf-8?Q?Incid=C3=A8ncia a la xarxa?=", "Incidència a la xarxa"),
    "folded inside a word": ("=?utf-8?Q?Incid=C3=A8ncia_a?=\n =?utf-8?Q?_la_xarxa?=", "Incidència a la xarxa"),
    "an unknown charset": ("=?x-none?Q?Incid=C3=A8ncia?=", "Incidència"),
    "a charset that is no text": ("=?zlib?Q?abc?=", "abc"),
    "no charset": ("=??Q?abc?=", "=??Q?abc?="),
    "never closed": ("=?utf-8?Q?abc=C3=A0 def", "abcà def"),
    "raw utf-8": ("Incidència", "Incidència"),
    "japanese": ("=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
    "chinese": ("=?gb2312?B?xOO6w6OsysDnzQ==?=", None),
    "korean": ("=?ks_c_5601-1987?B?vsiz58fPvLy/5A==?=", "안녕하세요"),
    "russian": ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
    "folded": ("No\n line", "No line"),
    "folded without its space": ("No\nline", "No line"),
}


@pytest.mark.parametrize("name", [name for name, (_, text) in SUBJECTS.items() if text is not None])
def test_a_subject_is_decoded(name):
    written, text = SUBJECTS[name]

    assert read(raw(f"Subject: {written}", "From: anna@example.org", body="x")).subject == text


def test_raw_eight_bit_headers_are_read_in_the_charset_of_the_text():
    headers = ("From: Núria <nuria@example.org>", "Subject: Привет", "Content-Type: text/plain; charset=koi8-r")

    assert read(raw(headers[1], headers[2], body="x", charset="koi8-r")).subject == "Привет"
    assert read(raw(headers[0], body="x", charset="iso-8859-1")).sender == Address("Núria", "nuria@example.org")


ADDRESSES = {
    "bare": ("anna@example.org", Address("", "anna@example.org")),
    "in brackets": ("<anna@example.org>", Address("", "anna@example.org")),
    "with a name": ("Anna Prat <anna@example.org>", Address("Anna Prat", "anna@example.org")),
    "with a quoted name": ('"Prat, Anna" <anna@example.org>', Address("Prat, Anna", "anna@example.org")),
    "with a comma and no quotes": ("Prat, Anna <anna@example.org>", Address("Prat, Anna", "anna@example.org")),
    "with quotes in quotes": (r'"Anna \"la\" Prat" <anna@example.org>', Address('Anna "la" Prat', "anna@example.org")),
    "with a comment": ("anna@example.org (Anna Prat)", Address("Anna Prat", "anna@example.org")),
    "with an encoded name": ("=?utf-8?Q?N=C3=BAria?= <n@example.org>", Address("Núria", "n@example.org")),
    "with an encoded name in quotes": ('"=?utf-8?Q?N=C3=BAria?=" <n@example.org>', Address("Núria", "n@example.org")),
    "with an encoded comma": ("=?utf-8?Q?Prat=2C_N=C3=BAria?= <n@example.org>", Address("Prat, Núria", "n@example.org")),
    "with a raw comma in an encoded name": ("=?utf-8?Q?Prat,_N=C3=BAria?= <n@example.org>", Address("Prat, Núria", "n@example.org")),
    "encoded with its address": ("=?utf-8?Q?N=C3=BAria_=3Cn=40example=2Eorg=3E?=", Address("Núria", "n@example.org")),
    "another's address as a name": ('"suport@example.org" <x@example.net>', Address("suport@example.org", "x@example.net")),
    "an address hidden in an encoded name": ("=?utf-8?Q?a=40example=2Eorg=2C?= <x@example.net>", Address("a@example.org", "x@example.net")),
    "the address as a name": ("anna@example.org <anna@example.org>", Address("", "anna@example.org")),
    "without brackets": ("Anna Prat anna@example.org", Address("Anna Prat", "anna@example.org")),
    "a quote that never closes": ('"Anna Prat <anna@example.org>', Address("Anna Prat", "anna@example.org")),
    "mailto": ("<mailto:anna@example.org>", Address("", "anna@example.org")),
    "a route": ("<@a.example.org,@b.example.org:anna@example.org>", Address("", "anna@example.org")),
    "spaces in it": ("Anna < anna@example.org >", Address("Anna", "anna@example.org")),
    "no address": ("Anna Prat", Address("Anna Prat", "")),
    "a server": ("MAILER-DAEMON", Address("", "MAILER-DAEMON")),
    "a server with a name": ("Mail Delivery System <MAILER-DAEMON>", Address("Mail Delivery System", "MAILER-DAEMON")),
    "internationalised": ("Ana <ana@exämple.org>", Address("Ana", "ana@exämple.org")),
    "nothing": ("", Address("", "")),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_sender_is_read(name):
    written, address = ADDRESSES[name]

    assert read(raw(f"From: {written}", "Subject: x", body="x")).sender == address


def test_lists_of_addresses_are_read_in_order_without_repeats():
    mail = read(
        raw(
            'To: Anna <anna@example.org>, "Prat, Biel" <biel@example.org>; clara@example.org,',
            "To: Team: dani@example.org, Anna <ANNA@example.org>;",
            "Cc: undisclosed-recipients:;",
            "Reply-To: <r@example.org>",
            body="x",
        )
    )

    assert [address.address for address in mail.to] == ["anna@example.org", "biel@example.org", "clara@example.org", "dani@example.org"]
    assert mail.to[1].name == "Prat, Biel"
    assert mail.cc == ()
    assert mail.reply_to == (Address("", "r@example.org"),)


def test_the_addresses_a_mail_was_delivered_to_are_kept_in_order():
    mail = read(raw("Delivered-To: a@example.org", "X-Original-To: <b@example.org>", "Envelope-To: a@example.org", body="x"))

    assert mail.delivered_to == ("a@example.org", "b@example.org")


def test_message_ids_come_without_brackets():
    mail = read(
        raw(
            "Message-ID: <one@example.org>",
            "In-Reply-To: Your message of Monday <two@example.org>",
            "References: <zero@example.org>\n <two@exam\n ple.org><three@example.org> <zero@example.org>",
            body="x",
        )
    )

    assert mail.message_id == "one@example.org"
    assert mail.in_reply_to == ("two@example.org",)
    assert mail.references == ("zero@example.org", "two@example.org", "three@example.org")


def test_message_ids_without_brackets_are_read_too():
    mail = read(raw("Message-ID: one@example.org", "References: two@example.org three@example.org", body="x"))

    assert mail.message_id == "one@example.org"
    assert mail.references == ("two@example.org", "three@example.org")


DATES = {
    "Wed, 3 Jan 2024 10:00:00 +0100": datetime(2024, 1, 3, 9, 0, tzinfo=UTC),
    "3 Jan 2024 10:00 GMT": datetime(2024, 1, 3, 10, 0, tzinfo=UTC),
    "Wed, 3 Jan 2024 10:00:00 -0000": datetime(2024, 1, 3, 10, 0, tzinfo=UTC),
    "Wed, 3 Jan 2024 10:00:00 +0100 (CET)": datetime(2024, 1, 3, 9, 0, tzinfo=UTC),
    "yesterday": None,
    "Wed, 99 Jan 2024 10:00:00 +0100": None,
    "Wed, 3 Jan 99999 10:00:00 +0100": None,
    "Fri, 31 Dec 9999 23:59:59 -2359": None,
    "": None,
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_read_in_utc(written):
    assert read(raw(f"Date: {written}", "Subject: x", body="x")).date == DATES[written]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n"])
def test_any_line_ending_will_do(ending):
    lines = ["From: anna@example.org", "Subject: No", " line", "", "First", "second", ""]

    mail = read(ending.join(lines).encode())

    assert (mail.subject, mail.sender.address, mail.text) == ("No line", "anna@example.org", "First\nsecond")


@pytest.mark.parametrize("before", [b"From anna@example.org Wed Jan  3 10:00:00 2024\n", b">From x\n", b"\n\r\n", b"\xef\xbb\xbf"])
def test_what_stands_above_the_headers_is_passed_over(before):
    mail = read(before + b"From: anna@example.org\nSubject: x\n\nwords\n")

    assert (mail.sender.address, mail.subject, mail.body) == ("anna@example.org", "x", "words")


def test_a_body_without_a_blank_line_above_it_is_still_a_body():
    mail = read(b"From: anna@example.org\nSubject: x\nHello, no line here\n\nAnna\n")

    assert (mail.subject, mail.text) == ("x", "Hello, no line here\n\nAnna")


def test_a_mail_without_headers_is_all_text():
    mail = read(b"just words\nof a mail\n")

    assert (mail.text, mail.sender, mail.subject) == ("just words\nof a mail", Address("", ""), "")


def test_no_bytes_are_an_empty_mail():
    mail = read(b"")

    assert (mail.text, mail.body, mail.files, mail.incomplete) == ("", "", (), ())


def test_the_language_is_the_first_tag():
    assert read(raw("Content-Language: ca-ES, en", body="x")).language == "ca-ES"
    assert read(raw("Content-Language: ???", body="x")).language == ""


def test_some_further_headers_are_kept_decoded():
    mail = read(raw("Authentication-Results: a.example.org; spf=pass", "Authentication-Results: b.example.org", "X-Secret: 1", body="x"))

    assert dict(mail.headers) == {"authentication-results": "a.example.org; spf=pass\nb.example.org"}


def test_a_header_cannot_smuggle_another_one():
    mail = read(raw("Subject: =?utf-8?Q?x=0D=0ABcc:_y=40example.org?=", "From: =?utf-8?Q?a=0Ab?= <a@example.org>", body="x"))

    assert mail.subject == "x Bcc: y@example.org"
    assert mail.sender.name == "a b"
