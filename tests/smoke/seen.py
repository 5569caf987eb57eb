"""Saying what was expected and what was seen instead."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
# A reply waits 15 seconds before it leaves, and the sweep that sees it comes every 5.
PATIENCE = 45.0
_PAUSE = 0.1


class Unexpected(Exception):
    """Something else was seen than a step expects; the text holds both."""


def expect(condition: object, expected: str, seen: object = "") -> None:
    """Raise ``Unexpected`` unless ``condition`` holds."""
    if not condition:
        raise Unexpected(f"expected: {expected}\nseen: {seen}")


def expect_equal(seen: object, expected: object, about: str) -> None:
    """Raise ``Unexpected`` unless both are equal."""
    expect(seen == expected, f"{about} = {expected!r}", repr(seen))


def expect_words(text: str, *words: str) -> None:
    """Raise ``Unexpected`` unless ``text`` holds all ``words``."""
    for word in words:
        expect(word in text, f"the words {word!r}", text)


def expect_no_words(text: str, *words: str) -> None:
    """Raise ``Unexpected`` when ``text`` holds one of ``words``."""
    for word in words:
        expect(word not in text, f"no word of {word!r}", text)


def wait_for(look: Callable[[], Found | None], expected: str, seen: Callable[[], object], patience: float = PATIENCE) -> Found:
    """Return what ``look`` finds as soon as it finds something. Raises ``Unexpected`` with what was ``seen`` after ``patience`` seconds."""
    end = time.monotonic() + patience
    while not (found := look()):
        if time.monotonic() > end:
            raise Unexpected(f"expected within {patience:.0f} s: {expected}\nseen: {seen()}")
        time.sleep(_PAUSE)
    return found
