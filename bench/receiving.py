"""The two sides of the benches of received mail: ``receive_email`` asked mail by mail, and the bare parser."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from time import perf_counter
from typing import Any

from bench.house import ROOT, House
from bench.mails import MAILBOX

# One batch is parsed in a blink, too short a time to measure.
PARSED_TIMES = 5


class Receiver:
    """A running ``receive_email --stream``."""

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        self._program = program

    def give(self, raw: bytes) -> dict[str, Any]:
        """Give it one mail; return what it answers. Raises ``RuntimeError`` when the mail became part of no ticket."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(b"%d\n%b" % (len(raw), raw))
        self._program.stdin.flush()
        told: dict[str, Any] = json.loads(self._program.stdout.readline())
        if told["action"] not in {"created", "appended"}:
            raise RuntimeError(f"A mail was {told['action']}: {told['reason']}")
        return told


@contextmanager
def receiver(here: House) -> Iterator[Receiver]:
    """Start ``receive_email`` in a house that has rows; it ends with its input."""
    command = here.command("receive_email", "--stream", "--uncapped", "--mailbox", MAILBOX)
    with subprocess.Popen(command, cwd=ROOT, env=here.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        yield Receiver(program)


def parse(raw: bytes) -> None:
    """Read a mail with the standard library alone: every header, every part decoded. Raises ``ValueError`` when it says nothing."""
    mail = message_from_bytes(raw, policy=default)
    content = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    if not content or not all(mail.values()):
        raise ValueError("A mail has no content.")


def parsed_per_second(batch: Sequence[bytes]) -> float:
    """Parse ``batch``; return how many mails in a second."""
    started = perf_counter()
    for _ in range(PARSED_TIMES):
        for raw in batch:
            parse(raw)
    return len(batch) * PARSED_TIMES / (perf_counter() - started)
