"""What every way out takes and answers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed mail with its envelope. ``pk`` is the delivery's."""

    pk: int
    sender: str
    address: str
    content: bytes


class Verdict(Enum):
    """What became of a letter."""

    ACCEPTED = auto()
    NOT_NOW = auto()
    REFUSED = auto()
    # The connection broke after the content was begun and before the answer: nobody here can know.
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, with the relay's code and words where it gave any.

    ``is_relay_down``: nothing else will get through now. ``is_bad_address``: the mailbox does not exist and never will.
    """

    verdict: Verdict
    code: int | None = None
    words: str = ""
    is_relay_down: bool = False
    is_bad_address: bool = False


class Channel(Protocol):
    """A way out that is kept open over a batch of letters."""

    def send(self, letter: Letter, *, before_content: Callable[[], None]) -> Outcome:
        """Send one letter. ``before_content`` is called once, just before the content leaves; what it raises passes through."""

    def close(self) -> None:
        """Let go of connections. Never raises."""
