"""``bin/smoke``: set up, start, walk, stop. Prints one line for each step; the first failure shows what was seen and ends the walk."""

import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

from tests.smoke import asking, crashing, desk, mailing, two_desks
from tests.smoke.browser import Browser
from tests.smoke.house import House
from tests.smoke.seen import Unexpected, expect_equal, wait_for
from tests.smoke.sink import Sink
from tests.smoke.walk import Walk

Step = Callable[[Walk], str | None]
SHOWN = 2_500


def set_up(walk: Walk) -> str:
    """The house is set up in an empty folder"""
    _run(walk, "bin/setup", "run")
    two_desks.keep_empty(walk.house)
    _run(walk, "python", "-m", "tests.smoke.stage")
    return walk.house.told


def _run(walk: Walk, *command: str) -> None:
    done = walk.house.run(*command)
    expect_equal(done.returncode, 0, f"the exit code of {' '.join(command)} ({(done.stdout + done.stderr).decode(errors='replace')})")


def start(walk: Walk) -> str:
    """Web, worker, bulk worker, clock and mail listener start"""
    walk.house.start()
    wait_for(lambda: _answers(walk), "web and mail listener answer", lambda: "no answer", patience=60)
    return ", ".join(walk.house.processes)


def _answers(walk: Walk) -> bool:
    expect_equal(walk.house.ended(), [], "processes that ended by themselves")
    try:
        socket.create_connection(("127.0.0.1", walk.house.mail_port), timeout=2).close()
        return walk.browser().get("/healthz").status == 200
    except OSError:
        return False


STEPS: list[Step] = [
    set_up,
    start,
    asking.front_door,
    asking.empty_form,
    asking.ask,
    asking.acknowledged,
    asking.strangers_see_nothing,
    desk.sign_in,
    desk.queue,
    desk.reply,
    mailing.answer,
    mailing.answers_thread,
    mailing.stranger,
    mailing.garbage,
    asking.follow_link,
    asking.spoilt_link,
    asking.signed_in_by_code,
    desk.record_caller,
    crashing.down,
    crashing.in_hand,
    desk.move,
    desk.resolve,
    mailing.foreign_mails,
    mailing.inbound_log,
    crashing.ready,
    crashing.once,
    crashing.quiet,
    two_desks.exchange,
]


def say(text: str) -> None:
    """Print one line now."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def take(step: Step, walk: Walk) -> bool:
    """Take one step; print how it went. Return whether all was as expected."""
    started = time.monotonic()
    title = (step.__doc__ or step.__name__).strip()
    try:
        told = step(walk)
    except (Unexpected, OSError, LookupError, ValueError) as problem:
        say(f"FAILED {time.monotonic() - started:5.1f} s  {title}")
        say(_shortened(str(problem) if isinstance(problem, Unexpected) else f"{type(problem).__name__}: {problem}"))
        for name in walk.house.processes:
            say(f"── {name}\n{_shortened(walk.house.said(name)[-SHOWN:])}")
        return False
    say(f"ok     {time.monotonic() - started:5.1f} s  {title}{f': {told}' if told else ''}")
    return True


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]}\n…\n{text[-SHOWN:]}"


def _stop(number: int, _frame: FrameType | None) -> None:
    # Impatience must not leave children behind: the first signal stops them, further ones are not heard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + number)


def main() -> int:
    """Walk; return 0 when every step was as expected, else 1."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with Sink() as sink, House(sink.url) as house:
        walk = Walk(house, sink, Browser(house.base, "ca"), Browser(house.base), Browser(house.base), Browser(house.base))
        for passed, step in enumerate(STEPS):
            if not take(step, walk):
                say(f"{passed} passed, 1 failed")
                return 1
    say(f"{len(STEPS)} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
