"""Received mail: how many a second, how much memory a big one takes, and whether many tickets make a difference."""

import json
import os
import smtplib
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cached_property, partial
from tempfile import TemporaryFile
from time import perf_counter

from bench.figures import Figure, figure, interleave
from bench.house import ROOT, House, house
from bench.mails import MAILBOX, a_big_mail, a_mail_of_5_kb
from bench.receiving import Receiver, parsed_per_second, receiver
from bench.servers import postgresql_where_there_is_one
from bench.sizes import Sizes
from bin.lib.servers import LOCALHOST

WHAT = "mails of 5 KB a second, each stored, read, matched, made a ticket and acknowledged,"


class Ground:
    """Where mail is received: a house with few tickets, and one with many when it is asked for. Each is opened once."""

    def __init__(self, sizes: Sizes, houses: ExitStack) -> None:
        self.sizes, self._houses = sizes, houses

    @cached_property
    def few(self) -> House:
        """The house with few tickets, each with its received mail."""
        return self._open(self.sizes.matched_few_tickets)

    @cached_property
    def many(self) -> House:
        """The same with many."""
        return self._open(self.sizes.matched_tickets)

    def _open(self, tickets: int) -> House:
        here = self._houses.enter_context(house())
        here.ask("bench_rows", "--tickets", str(tickets), "--log")
        return here


@contextmanager
def ground(sizes: Sizes) -> Iterator[Ground]:
    """Measure on PostgreSQL where the machine has it."""
    with postgresql_where_there_is_one(), ExitStack() as houses:
        yield Ground(sizes, houses)


class Batches:
    """Batches of mails that nobody has seen before. ``last`` is the newest one."""

    def __init__(self, size: int, *, first: int = 0) -> None:
        self.last: list[bytes] = []
        self._size, self._written = size, first

    def next(self) -> list[bytes]:
        """Write a new batch."""
        self.last = [a_mail_of_5_kb(self._written + number) for number in range(self._size)]
        self._written += self._size
        return self.last

    def parse(self) -> float:
        """Parse the newest batch with the standard library; return how many mails in a second."""
        return parsed_per_second(self.last)


def stream(on: Ground) -> Figure:
    """Give mails to ``receive_email --stream``, one process, one mail at a time."""
    batches = Batches(on.sizes.mails)
    with receiver(on.few) as program:
        run = partial(_streamed, program, batches)
        run()
        values = interleave(on.sizes.rounds, run, batches.parse)
    return figure("mail.stream", *values, unit="mails/s", note=f"{WHAT} against stdlib email parsing the same; more is better")


def _streamed(program: Receiver, batches: Batches) -> float:
    batch = batches.next()
    started = perf_counter()
    told = [program.give(raw) for raw in batch]
    seconds = perf_counter() - started
    if not all(one["message_id"] and one["action"] == "created" for one in told):
        raise RuntimeError("A mail opened no ticket, or nobody acknowledged it.")
    return len(batch) / seconds


def listener(on: Ground, *, senders: int) -> Figure:
    """Send mails to the listener from several senders at a time; the clock stops when the worker has processed the last."""
    here, sizes = on.few, on.sizes
    # Other mails than those of another part: the same one twice is received once.
    batches = Batches(sizes.mails, first=senders * 1_000_000)
    port = here.start_mail_listener()
    command = here.command("bench_received")
    with subprocess.Popen(command, cwd=ROOT, env=here.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watch:
        run = Delivery(port, senders, watch, batches)
        run()
        values = interleave(sizes.rounds, run, batches.parse)
    many = "1 sender" if senders == 1 else f"{senders} senders"
    note = f"{WHAT} by the listener and one worker, {many}, against stdlib email parsing the same; more is better"
    return figure(f"mail.listener{senders}", *values, unit="mails/s", note=note)


class Delivery:
    """Batches on their way through the listener: how many became tickets in a second."""

    def __init__(self, port: int, senders: int, watch: "subprocess.Popen[str]", batches: Batches) -> None:
        self._port, self._senders, self._watch, self._batches = port, senders, watch, batches
        self._sent = 0
        self._before = self._told(0)

    def __call__(self) -> float:
        """Send one batch and wait for its tickets. Raises ``RuntimeError`` when one was not acknowledged."""
        batch = self._batches.next()
        shares = [batch[number :: self._senders] for number in range(self._senders)]
        started = perf_counter()
        with ThreadPoolExecutor(self._senders) as pool:
            list(pool.map(self._send, shares))
        self._sent += len(batch)
        acknowledged = self._told(self._sent) - self._before
        seconds = perf_counter() - started
        if acknowledged != self._sent:
            raise RuntimeError(f"{acknowledged} of {self._sent} mails were acknowledged")
        return len(batch) / seconds

    def _send(self, share: list[bytes]) -> None:
        with smtplib.SMTP(LOCALHOST, self._port, local_hostname="bench.example.org") as smtp:
            for raw in share:
                smtp.sendmail("relay@example.net", MAILBOX, raw)

    def _told(self, number: int) -> int:
        """Wait until ``number`` mails more have been processed; return how many acknowledgements there are in all."""
        assert self._watch.stdin is not None
        assert self._watch.stdout is not None
        self._watch.stdin.write(f"{number}\n")
        self._watch.stdin.flush()
        return int(json.loads(self._watch.stdout.readline())["acknowledged"])


def big(on: Ground) -> Figure:
    """Receive a big mail, and a small one, each in a process of its own that takes nothing else; compare the most memory they had."""
    size = on.sizes.big_mail
    large, small = _peak(on.few, a_big_mail(1, size)), _peak(on.few, a_big_mail(2, 0))
    note = f"the most memory of receive_email for a mail of {size // 1024**2} MB against a small one; less is better"
    return figure("mail.big", [large], [small], unit="MB", note=note)


def _peak(here: House, raw: bytes) -> float:
    """Return the most memory, in MB, that a process had that received ``raw``. Raises ``RuntimeError`` when it did not."""
    with TemporaryFile() as file, TemporaryFile() as told:
        file.write(raw)
        file.seek(0)
        command = here.command("receive_email", "--uncapped", "--mailbox", MAILBOX)
        program = subprocess.Popen(command, cwd=ROOT, env=here.environment, stdin=file, stdout=told)
        _pid, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        if program.returncode or json.load(told)["action"] != "created":
            raise RuntimeError("A big mail was not received.")
    return usage.ru_maxrss / 1024


def growth(on: Ground) -> Figure:
    """Look for the tickets of mails among many tickets and among few, in turn."""
    sizes = on.sizes
    values = interleave(sizes.rounds, partial(_matched, on.many, sizes.mails), partial(_matched, on.few, sizes.mails))
    totals = f"{sizes.matched_tickets:,} tickets and as many received mails against {sizes.matched_few_tickets:,}"
    return figure("mail.match.growth", *values, unit="ms", note=f"finding the ticket of a mail among {totals}; 1 is best")


def _matched(here: House, mails: int) -> float:
    return float(here.ask("bench_match", "--mails", str(mails))["milliseconds"])


def _part(measured: Callable[[Ground], Figure]) -> Callable[[Sizes], list[Figure]]:
    """Return what measures one part alone."""

    def measure_it(sizes: Sizes) -> list[Figure]:
        with ground(sizes) as on:
            return [measured(on)]

    return measure_it


# The listener's worker goes on running, so it comes last.
MEASURED: dict[str, Callable[[Ground], Figure]] = {
    "stream": stream,
    "big": big,
    "match.growth": growth,
    "listener1": partial(listener, senders=1),
    "listener4": partial(listener, senders=4),
}
PARTS = {name: _part(measured) for name, measured in MEASURED.items()}


def measure(sizes: Sizes) -> list[Figure]:
    """Measure every part."""
    with ground(sizes) as on:
        return [measured(on) for measured in MEASURED.values()]
