"""Any bytes give an answer."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailroom import reading
from mailroom.mail import ParsedMail
from mailroom.newtext import split
from tests.mailroom.making import mail, multipart
from tests.mailroom.replies import HISTORIES

SAMPLE = mail(
    multipart(
        "mixed",
        multipart(
            "alternative",
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nL=C3=ADnia\n> old\n-- \nAnna",
            'Content-Type: text/html; charset="utf-8"\n\n<p>Línia</p><blockquote type="cite">old</blockquote>',
            boundary="b2",
        ),
        "Content-Type: image/png; name*0*=utf-8''a%20; name*1=b.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=",
        "Content-Type: message/delivery-status\n\nX: y\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n",
    ),
    "References: <a@example.org> <b@example.org>",
    "Date: Wed, 3 Jan 2024 10:00:00 +0100",
    'Cc: =?utf-8?B?w6g=?= <c@example.org>, "D, E" <d@example.org>',
)
PIECES = st.sampled_from([SAMPLE[start : start + 40] for start in range(0, len(SAMPLE), 40)])
LINES = st.sampled_from(
    [line for mark, _ in HISTORIES.values() for line in mark.split("\n")] + ["> old", "", "new words", "-- ", "Sent from my x"]
)
relaxed = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_sound(found: ParsedMail) -> None:
    """What holds of every answer."""
    words = re.findall(r"\w+", found.text)
    shared = re.findall(r"\w+", f"{found.body}\n{found.quoted}")
    assert sorted(words) == sorted(shared)
    assert "\x00" not in found.text + found.subject + found.html + found.sender.name + found.sender.address
    for text in (found.text, found.subject, found.html, *(file.filename for file in found.files)):
        text.encode()
    for file in found.files:
        assert file.filename
        assert len(file.filename) <= 200
        assert not set(file.filename) & set("/\\\r\n\x00")
    assert bool(found.body.strip()) == bool(found.text.strip())
    assert found.auto_submitted == bool(found.machine_reason)


@relaxed
@given(st.binary(max_size=2_000))
def test_random_bytes_are_answered(content):
    assert_sound(reading._read(content))


@relaxed
@given(st.lists(PIECES | st.binary(max_size=20), max_size=60))
def test_a_shuffled_mail_is_answered(pieces):
    assert_sound(reading._read(b"".join(pieces)))


@relaxed
@given(st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)), st.binary(max_size=8))
def test_a_cut_or_changed_mail_is_answered(first, second, put):
    assert_sound(reading._read(SAMPLE[:first] + put + SAMPLE[second:]))


@relaxed
@given(
    st.binary(max_size=200),
    st.sampled_from(["text/plain", "text/html"]),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "7bit"]),
)
def test_any_body_in_any_encoding_is_answered(content, kind, encoding):
    assert_sound(reading._read(f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + content))


@relaxed
@given(st.lists(LINES | st.text(max_size=30), max_size=30))
def test_every_word_is_in_the_body_or_in_the_quoted_text(lines):
    text = "\n".join(lines)

    body, quoted = split(text)

    assert sorted(f"{body}\n{quoted}".split()) == sorted(text.split())


@relaxed
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", '<blockquote type="cite">', "</blockquote>", "<div class=gmail_quote>", "a", "b ", "\n", "&lt;"]
        )
    )
)
def test_every_word_of_any_page_is_in_the_body_or_in_the_quoted_text(pieces):
    page = "".join(pieces)

    assert_sound(reading._read(b"Content-Type: text/html\n\n" + page.encode()))


def test_what_was_overlooked_still_gives_an_answer(monkeypatch):
    def fails(raw: bytes) -> ParsedMail:
        raise RuntimeError

    monkeypatch.setattr(reading, "_read", fails)

    assert reading.read(b"words\x00").body == "words"
    assert reading.read(b"words").incomplete == ("unreadable",)
