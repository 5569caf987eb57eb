"""Mails made to hurt are answered, and say what was left unread."""

import resource
import time

import pytest

from mailroom.reading import read
from tests.mailroom.making import raw

HEAD = b"From: anna@example.org\nTo: suport@example.org\nSubject: x\n"


def nested() -> bytes:
    levels = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(3_000))
    return HEAD + b"".join(levels) + b"Content-Type: text/plain\n\nhello\n"


def many_parts() -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhi\n" * 100_000 + b"--b--\n"


def many_headers() -> bytes:
    return HEAD + b"".join(b"X-H%d: value\n" % number for number in range(200_000)) + b"\nbody\n"


def many_recipients() -> bytes:
    return HEAD + b"Cc: " + b",\n ".join(b"Ana P <a%d@example.org>" % number for number in range(20_000)) + b"\n\nbody\n"


def many_encoded_words() -> bytes:
    return b"From: anna@example.org\nSubject: " + b"\n ".join(b"=?utf-8?q?w=C3=A0%d?=" % n for n in range(20_000)) + b"\n\nbody\n"


def fifty_megabytes() -> bytes:
    return HEAD + b"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + (b"QUJD" * 19 + b"\n") * 649_350


def long_text() -> bytes:
    return HEAD + b"\n" + b"hello world\n" * 1_000_000


def long_page() -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"<p>hello world</p>" * 2_700_000


HURTFUL = {
    "nested": (nested, {"too-deep", "broken-structure"}),
    "many parts": (many_parts, {"too-many-parts"}),
    "many headers": (many_headers, {"too-many-headers"}),
    "many recipients": (many_recipients, {"header-too-long", "too-many-addresses"}),
    "many encoded words": (many_encoded_words, {"header-too-long"}),
    "fifty megabytes": (fifty_megabytes, set()),
    "long page": (long_page, {"text-too-long"}),
    "long text": (long_text, {"text-too-long"}),
}


@pytest.mark.parametrize("name", HURTFUL)
def test_a_mail_made_to_hurt_is_answered_in_seconds(name):
    make, codes = HURTFUL[name]
    content = make()

    began = time.process_time()
    found = read(content)

    assert time.process_time() - began < 5
    assert set(found.incomplete) == codes
    assert found.sender.address == "anna@example.org"


def test_what_could_be_read_is_there_though_the_rest_is_not():
    assert read(many_headers()).text == "body"
    assert read(many_recipients()).text == "body"
    assert len(read(many_recipients()).cc) == 1_000
    assert read(many_encoded_words()).subject.startswith("wà0wà1wà2")
    assert read(many_parts()).text.startswith("hi\n\nhi")
    assert read(nested()).files[0].content.endswith(b"hello\n")
    assert read(long_text()).files[0].size == 12_000_000
    assert read(fifty_megabytes()).files[0].size == 649_350 * 57


def test_a_large_file_needs_a_few_times_its_size():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    read(fifty_megabytes())

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 * 1024


PAGES = {
    "nested elements": b"<div>" * 100_000 + b"hello" + b"</div>" * 100_000,
    "links": b"".join(b'<a href="https://example.org/%d">hello</a> ' % number for number in range(50_000)),
    "opening brackets": b"<" * 900_000 + b" hello",
    "style": b"<style>" + b"p{color:red}" * 90_000 + b"</style><p>hello</p>",
    "style of one element": b'<p style="' + b"margin:1px;" * 90_000 + b'">hello</p>',
    "rules": b"<hr>From: a@example.org" * 15_000 + b"hello",
    "blockquotes": b'<blockquote type="cite">' * 40_000 + b"hello",
    "tables": b"<table><tr><td>" * 20_000 + b"hello",
    "comments": b"<!--" * 200_000 + b"--> hello",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_hurt_is_read_in_seconds(name):
    content = HEAD + b"Content-Type: text/html\n\n" + PAGES[name]

    began = time.process_time()
    found = read(content)

    assert time.process_time() - began < 2
    assert "hello" in found.text


PIECES = (
    b"a",
    b" ",
    b">",
    b"-",
    b"<a@",
    b"<",
    b"(",
    b'"',
    b",",
    b";",
    b":",
    b"=?a?q?",
    b"=?a?q??=",
    b"@",
    b"<div>",
    b"<!--",
    b"&#",
    b"\xff",
    b"\x00",
)
NAMES = ("Subject", "From", "To", "References", "Date", "Content-Type", "Content-Disposition", "Content-Language", "Auto-Submitted")


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("name", NAMES)
def test_a_hundred_kilobytes_of_anything_in_a_header_are_read(name, piece):
    content = f"{name}: ".encode() + piece * (100_000 // len(piece)) + b"\n\nwords\n"

    began = time.process_time()
    found = read(content)

    assert time.process_time() - began < 2
    assert found.text.endswith("words")


@pytest.mark.parametrize("piece", PIECES)
def test_ten_times_the_page_takes_no_more_than_some_twenty_times_the_time(piece):
    def seconds(length: int) -> float:
        content = raw("Content-Type: text/html", body=piece * (length // len(piece)))
        began = time.process_time()
        read(content)
        return time.process_time() - began

    assert seconds(400_000) < 20 * seconds(40_000) + 0.5
