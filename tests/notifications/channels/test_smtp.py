"""One conversation with a relay."""

import socket
import threading

import pytest

from notifications.channels.letter import Letter, Verdict
from notifications.channels.smtp import LETTERS_PER_CONNECTION, Relay, SmtpChannel
from tests.notifications import relay as relays


def letter(pk: int = 1, address: str = "ana@example.org") -> Letter:
    return Letter(pk, "suport@example.org", address, b"Subject: x\r\n\r\n.first dot\r\n")


def nothing() -> None:
    pass


@pytest.fixture
def sink():
    with relays.running() as one:
        yield one


@pytest.fixture
def channel(sink):
    one = SmtpChannel(Relay("127.0.0.1", sink.port, timeout=5))
    yield one
    one.close()


def test_a_letter_arrives_as_it_was_written(sink, channel):
    outcome = channel.send(letter(), before_content=nothing)

    assert (outcome.verdict, outcome.code, outcome.words) == (Verdict.ACCEPTED, 250, "Taken")
    assert sink.raw == [b"Subject: x\r\n\r\n.first dot\r\n"]


@pytest.mark.parametrize(
    ("answer", "verdict", "is_bad"),
    [
        ("450 4.2.1 Later", Verdict.NOT_NOW, False),
        ("550 5.7.1 Not welcome", Verdict.REFUSED, False),
        ("550 5.1.1 Unknown", Verdict.REFUSED, True),
        ("550 5.1.10 No MX", Verdict.REFUSED, True),
        ("550 5.1.12 Something", Verdict.REFUSED, False),
        ("550 5.2.1 Switched off", Verdict.REFUSED, True),
        ("550 5.2.12 Something", Verdict.REFUSED, False),
    ],
)
def test_a_refused_recipient_leaves_the_connection_usable(sink, channel, answer, verdict, is_bad):
    sink.to_recipient = lambda address: answer if address.startswith("x") else None
    began: list[str] = []

    refused = channel.send(letter(1, "x@example.org"), before_content=lambda: began.append("x"))
    taken = channel.send(letter(2), before_content=lambda: began.append("ana"))

    assert (refused.verdict, refused.is_bad_address, refused.is_relay_down) == (verdict, is_bad, False)
    assert (taken.verdict, began, sink.connections) == (Verdict.ACCEPTED, ["ana"], 1)


def test_a_connection_is_renewed_now_and_then(sink, channel):
    for pk in range(LETTERS_PER_CONNECTION + 1):
        channel.send(letter(pk), before_content=nothing)

    assert sink.connections == 2
    assert len(sink.raw) == LETTERS_PER_CONNECTION + 1


def test_a_connection_that_was_dropped_in_between_is_opened_again(sink, channel):
    channel.send(letter(1), before_content=nothing)
    channel._open.sock.shutdown(socket.SHUT_RDWR)

    assert channel.send(letter(2), before_content=nothing).verdict == Verdict.ACCEPTED
    assert (len(sink.raw), sink.connections) == (2, 2)


def test_a_relay_that_is_not_there_is_down():
    outcome = SmtpChannel(Relay("127.0.0.1", 1, timeout=1)).send(letter(), before_content=nothing)

    assert (outcome.verdict, outcome.is_relay_down) == (Verdict.NOT_NOW, True)
    assert outcome.words.startswith("127.0.0.1:1: ConnectionRefusedError")


def test_an_address_outside_ascii_needs_a_relay_that_can(sink, channel):
    outcome = channel.send(letter(1, "josé@example.org"), before_content=nothing)

    assert (outcome.verdict, sink.raw) == (Verdict.REFUSED, [])


@pytest.fixture
def breaking_relay():
    """Takes an envelope and the content, then hangs up without an answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def converse() -> None:
            talk, _ = server.accept()
            with talk, talk.makefile("rb") as lines:
                talk.sendall(b"220 here\r\n")
                for line in lines:
                    if line == b".\r\n":
                        return
                    word = line[:4].upper()
                    if word in {b"EHLO", b"MAIL", b"RCPT"}:
                        talk.sendall(b"250 OK\r\n")
                    elif word == b"DATA":
                        talk.sendall(b"354 Go on\r\n")

        thread = threading.Thread(target=converse)
        thread.start()
        yield Relay("127.0.0.1", server.getsockname()[1], timeout=5)
        thread.join()


def test_a_connection_that_breaks_before_the_answer_leaves_it_unclear(breaking_relay):
    channel = SmtpChannel(breaking_relay)

    outcome = channel.send(letter(), before_content=nothing)

    assert (outcome.verdict, outcome.is_relay_down) == (Verdict.UNCLEAR, False)
