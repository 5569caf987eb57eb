"""Mails that keep no standard, and what a reader makes of them all the same."""

import pytest

from mailroom import limits, transfer
from mailroom.reading import read

HEAD = b"From: Anna Prat <anna@example.org>\nSubject: No line\n"
PARTS = (
    b"--XX\nContent-Type: text/plain; charset=utf-8\n\nhello words\n"
    b"--XX\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--XX--\n"
)

# what is broken: the whole mail; its body is "hello words", sent by Anna Prat, with a picture where there is one
READ_ALL_THE_SAME = {
    "no boundary declared": HEAD + b"Content-Type: multipart/mixed\n\n" + PARTS,
    "another boundary declared": HEAD + b'Content-Type: multipart/mixed; boundary="YY"\n\n' + PARTS,
    "spaces after the boundary": HEAD + b'Content-Type: multipart/mixed; boundary="XX "\n\n' + PARTS.replace(b"--XX\n", b"--XX \t\n"),
    "a comment in the type": HEAD + b"Content-Type: text/plain (really); charset=utf-8 (yes)\n\nhello words",
    "a comment in the encoding": HEAD + b"Content-Transfer-Encoding: base64 (standard)\n\naGVsbG8gd29yZHM=",
    "a page declared as text": HEAD + b"Content-Type: text/plain\n\n<!DOCTYPE html>\n<html><body><p>hello <b>words</b></p></body></html>",
    "text declared as base64": HEAD + b"Content-Transfer-Encoding: base64\n\nhello words",
    "a quoted type": HEAD + b'Content-Type: "text/html"\n\n<p>hello words</p>',
    "carriage returns": (HEAD + b"\nhello words\n").replace(b"\n", b"\r"),
    "doubled carriage returns": (HEAD + b"\nhello words\n").replace(b"\n", b"\r\r\n"),
    "several line ends": b"From: Anna Prat <anna@example.org>\r\nSubject: No line\n\r\nhello words\r",
    "folding without its space": b"From: Anna Prat\n<anna@example.org>\nSubject: No\nline\nTo: suport@example.org\n\nhello words",
    "no blank line": HEAD + b"hello words\n",
    "a name with a comma": b"From: Prat, Anna <anna@example.org>\nSubject: No line\n\nhello words",
    "a signed text": (
        HEAD + b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello words\n"
        b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n=abcd\n-----END PGP SIGNATURE-----\n"
    ),
    "a stub": (
        HEAD + b"Content-Type: multipart/alternative; boundary=XX\n\n--XX\n\nThis is a multi-part message in MIME format.\n"
        b"--XX\nContent-Type: text/html\n\n<p>hello words</p>\n--XX--\n"
    ),
}


@pytest.mark.parametrize("name", READ_ALL_THE_SAME)
def test_what_is_broken_is_read_all_the_same(name):
    found = read(READ_ALL_THE_SAME[name])

    assert found.body == "hello words"
    assert (found.sender.name.replace("Prat, Anna", "Anna Prat"), found.sender.address) == ("Anna Prat", "anna@example.org")
    assert found.subject == "No line"
    assert [file.filename for file in found.files] == (["a.png"] if b"image/png" in READ_ALL_THE_SAME[name] else [])


def test_a_stub_in_another_language_gives_way_to_a_short_page():
    stub = b"Su programa de correo no puede mostrar este mensaje en formato HTML."
    found = read(
        HEAD + b"Content-Type: multipart/alternative; boundary=XX\n\n--XX\nContent-Type: text/plain; charset=utf-8\n\n" + stub
        + b"\n--XX\nContent-Type: text/html\n\n<p>Gracias.</p>\n--XX--\n"
    )  # fmt: skip

    assert found.body == "Gracias."


def test_a_mail_without_headers_is_marked():
    found = read(b"just words\nand more words")

    assert found.body == "just words\nand more words"
    assert found.incomplete == (limits.BROKEN_STRUCTURE,)


def test_a_yencoded_file_is_taken_out_of_the_text():
    content = bytes(range(256)) * 2
    escaped = b"".join(
        b"=" + bytes([(byte + 106) % 256]) if (byte + 42) % 256 in b"\x00\n\r=" else bytes([(byte + 42) % 256]) for byte in content
    )
    found = read(
        HEAD
        + b"\nhello\n\n=ybegin line=128 size=512 name=all bytes.bin\n"
        + escaped[:200]
        + b"\r\n"
        + escaped[200:]
        + b"\n=yend size=512\nwords"
    )

    assert found.body == "hello\n\nwords"
    assert [(file.filename, file.content) for file in found.files] == [("all bytes.bin", content)]


def test_a_yencoded_file_without_its_end_stays_text():
    assert "=ybegin" in read(HEAD + b"\nhello\n\n=ybegin line=128 size=5 name=a.bin\nabc").text


def test_yenc_is_undone():
    assert transfer.yenc(b"\x92\x8f\x96\r\n\x96\x99=}=n") == b"hello\x13\x04"


def test_a_blank_line_ends_a_flowed_paragraph_and_stays():
    found = read(HEAD + b"Content-Type: text/plain; format=flowed\n\nThis is \nflowed \n\nand this is not.")

    assert found.body == "This is flowed \n\nand this is not."
