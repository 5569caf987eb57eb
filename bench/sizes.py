"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of rows and repetitions. ``rounds`` counts pairs of a measured run and its baseline; ``seconds`` is one run over HTTP."""

    # As many as ``seed`` leaves unfinished: more than these are closed ones.
    tickets: int = 2_000
    many_tickets: int = 20_000
    messages: int = 20
    rounds: int = 5
    seconds: float = 0.8
    requests: int = 50
    mails: int = 30
    deliveries: int = 200
    matched_tickets: int = 100_000
    matched_few_tickets: int = 10_000
    big_mail: int = 25 * 1024 * 1024
    desk_tickets: int = 1_000_000
    desk_few_tickets: int = 10_000
    desk_messages: int = 30
    desk_requests: int = 40


FULL = Sizes()
# A tenth of the largest.
SMALL = Sizes(desk_tickets=100_000)
# Enough to see that everything works; says nothing about speed.
TINY = Sizes(
    tickets=30,
    many_tickets=60,
    messages=3,
    rounds=1,
    seconds=0.1,
    requests=3,
    mails=4,
    deliveries=4,
    matched_tickets=60,
    matched_few_tickets=30,
    big_mail=100_000,
    desk_tickets=60,
    desk_few_tickets=30,
    desk_messages=3,
    desk_requests=4,
)
