"""Where merged tickets lead: worked out from the pointers alone, so that taking one away gives back what was before."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pointer:
    """That a ticket was merged into ``into``; ``openly`` when the people of both may read both."""

    into: int
    openly: bool


@dataclass(frozen=True, slots=True)
class End:
    """Where a ticket goes on, and the furthest ticket in which its own people may read it; ``None`` when that is itself."""

    root: int | None
    shown_in: int | None


def ends(pointers: Mapping[int, Pointer]) -> dict[int, End]:
    """Return where each merged ticket leads. Raises ``ValueError`` for a circle."""
    return {number: _end(number, pointers) for number in pointers}


def _end(number: int, pointers: Mapping[int, Pointer]) -> End:
    seen, at, shown, is_open = {number}, number, number, True
    while at in pointers:
        step = pointers[at]
        if step.into in seen:
            raise ValueError("tickets merged in a circle")
        seen.add(step.into)
        at, is_open = step.into, is_open and step.openly
        shown = at if is_open else shown
    return End(at, shown if shown != number else None)
