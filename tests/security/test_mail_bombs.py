"""Small mails that would become gigabytes or minutes."""

import time

import pytest

from mailroom.reading import read

HEAD = b"From: anna@example.org\nTo: suport@example.org\nSubject: x\n"


def page(html: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + html


BOMBS = {
    "margins": page(b'<div style="margin-top: 99999em">x</div>' * 2_000),
    "paddings": page(b'<div style="padding-left: 99999em">' * 140 + b"<pre>" + b"x\n" * 100_000),
    "one wide cell above many rows": page(b"<table><tr><td>" + b"y" * 100_000 + b"</td></tr>" + b"<tr><td>x</td></tr>" * 10_000),
    "one tall cell beside many": page(b"<table><tr><td>" + b"x<br>" * 20_000 + b"</td>" + b"<td>y</td>" * 2_000),
    "tables in tables": page(b"<table><tr><td>" * 49 + b"x<br>" * 40_000),
    "a padded letter again and again": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * 5_000_000,
    "a boundary that divides nothing": HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--xx" * 8_000_000,
    "addresses without a domain": HEAD + b"\n" + (b"a" * 64 + b"@\n") * 10_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_seconds(name: str) -> None:
    began = time.process_time()
    found = read(BOMBS[name])

    assert time.process_time() - began < 5
    assert found.sender.address == "anna@example.org"


@pytest.mark.parametrize("length", ["9" * 400 + "em", "-" + "9" * 400 + "em", "nanem", "1e999px", "9.9.9em"])
def test_an_impossible_length_hides_no_mail(length: str) -> None:
    found = read(page(f'<p style="margin-top:{length}">Good day.</p>'.encode()))

    assert (found.body, found.sender.address, found.incomplete) == ("Good day.", "anna@example.org", ())


def test_cells_of_a_row_stand_side_by_side() -> None:
    found = read(page(b"<table><tr><td>Name<br>Line</td><td>Anna</td></tr><tr><td>Second</td></tr></table>"))

    assert found.body == "Name Anna\nLine\nSecond"
