"""Mails that come in, from raw bytes to the answer on standard output."""

from time import perf_counter

from bench.figures import Figure, figure, interleave
from bench.house import house
from bench.mails import Question, a_mail
from bench.receiving import Receiver, parsed_per_second, receiver
from bench.sizes import Sizes

NOTE = "receive_email --stream, half opening tickets and half answering, against stdlib email parsing the same; more is better"


class Talk:
    """Batches of mails: half of each are new, half answer what the batch before opened."""

    def __init__(self, program: Receiver, size: int) -> None:
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
        told = [str(self._program.give(raw)["message_id"]) for raw in self._batch]
        seconds = perf_counter() - started
        self._open = [Question(number, answer) for number, answer in zip(numbers, told, strict=False)]
        return len(told) / seconds

    def parse(self) -> float:
        """Parse the last batch; return how many mails in a second."""
        return parsed_per_second(self._batch)

    def _number(self) -> int:
        self._written += 1
        return self._written


def measure(sizes: Sizes) -> list[Figure]:
    """Warm up with a first batch, which later ones answer; then receive and parse in turn."""
    with house() as here:
        here.ask("bench_rows")
        with receiver(here) as program:
            talk = Talk(program, sizes.mails)
            talk.receive()
            received, parsed = interleave(sizes.rounds, talk.receive, talk.parse)
    return [figure("receive_mail", received, parsed, unit="mails/s", note=NOTE)]
