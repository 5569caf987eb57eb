"""Mails that come in, from raw bytes to the answer on standard output."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from time import perf_counter

from bench.figures import Figure, figure, interleave
from bench.house import ROOT, house
from bench.mails import MAILBOX, Question, a_mail
from bench.sizes import Sizes

NOTE = "receive_email --stream, half opening tickets and half answering, against stdlib email parsing the same; more is better"
# One batch is parsed in a blink, too short a time to measure.
PARSED_TIMES = 5


def parse(raw: bytes) -> None:
    """Read a mail with the standard library alone: every header, every part decoded. Raises ``ValueError`` when it says nothing."""
    mail = message_from_bytes(raw, policy=default)
    content = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    if not content or not all(mail.values()):
        raise ValueError("A mail has no content.")


class Talk:
    """Batches of mails: half of each are new, half answer what the batch before opened."""

    def __init__(self, program: "subprocess.Popen[bytes]", size: int) -> None:
        self._program, self._size = program, size
        self._written = 0
        self._open: list[Question] = []
        self._batch: list[bytes] = []

    def receive(self) -> float:
        """Give a new batch to the program, one mail after the other; return how many it answered in a second."""
        waiting, self._open = self._open, []
        answers = [a_mail(self._number(), answered=question) for question in waiting[: self._size // 2]]
        numbers = [self._number() for _ in range(self._size - len(answers))]
        opening = [a_mail(number) for number in numbers]
        self._batch = opening + answers
        started = perf_counter()
        told = [self._give(raw) for raw in self._batch]
        seconds = perf_counter() - started
        self._open = [Question(number, answer) for number, answer in zip(numbers, told, strict=False)]
        return len(told) / seconds

    def parse(self) -> float:
        """Parse the last batch; return how many mails in a second."""
        started = perf_counter()
        for raw in self._batch * PARSED_TIMES:
            parse(raw)
        return len(self._batch) * PARSED_TIMES / (perf_counter() - started)

    def _number(self) -> int:
        self._written += 1
        return self._written

    def _give(self, raw: bytes) -> str:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(b"%d\n%b" % (len(raw), raw))
        self._program.stdin.flush()
        told = json.loads(self._program.stdout.readline())
        if told["action"] not in {"created", "appended"}:
            raise RuntimeError(f"A mail was {told['action']}: {told['reason']}")
        return str(told["message_id"])


@contextmanager
def talking(size: int) -> Iterator[Talk]:
    """Start ``receive_email`` on an installation of its own; it ends with its input."""
    with house() as here:
        here.ask("bench_rows")
        command = here.command("receive_email", "--stream", "--uncapped", "--mailbox", MAILBOX)
        with subprocess.Popen(command, cwd=ROOT, env=here.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            yield Talk(program, size)


def measure(sizes: Sizes) -> list[Figure]:
    """Warm up with a first batch, which later ones answer; then receive and parse in turn."""
    with talking(sizes.mails) as talk:
        talk.receive()
        received, parsed = interleave(sizes.rounds, talk.receive, talk.parse)
    return [figure("receive_mail", received, parsed, unit="mails/s", note=NOTE)]
