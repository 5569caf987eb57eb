"""What the delivering server noted at the head of a mail."""

import pytest

from mailroom import envelope


def test_what_the_server_noted_comes_before_what_the_sender_wrote():
    raw = b"Delivered-To: a@example.org\nX-Original-To: b+x@example.org\nTo: C <c@example.org>,\n d@example.org\nCc: e@example.org\n\nTo: f@example.org"

    assert envelope.recipients(raw) == ["a@example.org", "b+x@example.org", "c@example.org", "d@example.org", "e@example.org"]


def test_only_the_uppermost_line_of_a_name_counts():
    assert envelope.recipients(b"Delivered-To: a@example.org\r\nDelivered-To: forged@example.org\r\n\r\n") == ["a@example.org"]


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (b"Return-Path: <>", ""),
        (b"Return-Path: <a@example.org>", "a@example.org"),
        (b"return-path: a@example.org", "a@example.org"),
        (b"Return-Path: nobody", None),
        (b"From: a@example.org", None),
    ],
)
def test_the_sender_of_the_envelope(head, path):
    assert envelope.return_path(head + b"\r\n\r\nReturn-Path: <body@example.org>") == path


@pytest.mark.parametrize("raw", [b"", b"\r\n", b":", b"To", b"To: " + b"a@b, " * 100_000, b"\xff" * 1000, b"\n \n \n" * 1000])
def test_any_bytes_are_read(raw):
    assert len(envelope.recipients(raw)) <= envelope.MOST_ADDRESSES
    assert envelope.return_path(raw) is None
