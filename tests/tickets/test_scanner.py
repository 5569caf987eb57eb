"""The way to the virus scanner: what goes over the wire, and what an answer means."""

import io
import threading

import pytest
from django.core.files.base import File

from tests.tickets.clamd import EICAR, FOUND, Scanner, running
from tickets.channels import scanner


def file(content: bytes) -> "File[bytes]":
    return File(io.BytesIO(content))


@pytest.fixture(params=[False, True], ids=["unix", "tcp"])
def clamd(request):
    with running(by_tcp=request.param) as one:
        yield one


def test_a_scanner_is_there(clamd: Scanner):
    scanner.ping(clamd.address)


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1, 300_000])
def test_a_file_goes_over_whole_whatever_its_size(clamd: Scanner, size):
    assert scanner.check(file(b"x" * size), clamd.address).is_clean

    assert [len(content) for content in clamd.seen] == [size]


@pytest.mark.parametrize("before", [0, 64 * 1024 - 10])
def test_the_test_virus_is_found_also_where_it_lies_across_two_pieces(clamd: Scanner, before):
    verdict = scanner.check(file(b"x" * before + EICAR), clamd.address)

    assert (verdict.found, verdict.is_clean) == (FOUND, False)


def test_a_scanner_that_could_not_look_says_why(clamd: Scanner):
    clamd.says(b"INSTREAM size limit exceeded. ERROR\0")

    with pytest.raises(scanner.NotChecked, match=r"^INSTREAM size limit exceeded$"):
        scanner.check(file(b"x"), clamd.address)


def test_a_scanner_that_has_enough_before_the_end_is_heard_out(clamd: Scanner):
    clamd.says(b"INSTREAM size limit exceeded. ERROR\0", is_rude=True)

    with pytest.raises((scanner.NotChecked, scanner.Unreachable)):
        scanner.check(file(b"x" * 5_000_000), clamd.address)


@pytest.mark.parametrize("answer", [b"\0", b"HTTP/1.1 400 Bad Request\r\n\r\n\0", b"OKAY\0", b"no end", b"x" * 100_000, b"\xff\xfe\0"])
def test_what_is_no_scanner_clears_no_file(clamd: Scanner, answer):
    clamd.says(answer)

    with pytest.raises(scanner.Unreachable):
        scanner.check(file(b"x"), clamd.address)
    with pytest.raises(scanner.Unreachable):
        scanner.ping(clamd.address)


def test_nobody_there_is_unreachable(tmp_path):
    for address in ("unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1"):
        with pytest.raises(scanner.Unreachable):
            scanner.ping(address)
        with pytest.raises(scanner.Unreachable):
            scanner.check(file(b"x"), address)


def test_a_silent_scanner_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(scanner, "TIMEOUT", 0.05)
    with running() as clamd:
        clamd.server.held = threading.Event()
        clamd.server.finish_request = lambda *_: clamd.server.held.wait(5)
        try:
            with pytest.raises(scanner.Unreachable, match="TimeoutError"):
                scanner.check(file(b"x"), clamd.address)
        finally:
            clamd.server.held.set()


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("unix:/run/clamav/clamd.ctl", True),
        ("tcp://127.0.0.1:3310", True),
        ("tcp://[::1]:3310", True),
        ("tcp://127.0.0.1", False),
        ("tcp://127.0.0.1:x", False),
        ("unix:clamd", False),
        ("127.0.0.1:3310", False),
        ("http://127.0.0.1:3310", False),
        ("", False),
    ],
)
def test_what_is_an_address(address, is_one):
    assert scanner.is_address(address) == is_one
