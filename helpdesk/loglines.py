"""Lines of the log. What a stranger wrote may stand in one, and must not look like another."""

import logging
import re
from typing import Any

# Line ends of every kind, escape sequences of terminals, controls of direction.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Lines(logging.Formatter):
    """One line for each record; a traceback follows it, set in, so that no line of it passes for a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is the standard library's
        """Return the record on one line."""
        return _shown(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the standard library's
        """Return the traceback, set in."""
        return _set_in(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name is the standard library's
        """Return the stack, set in."""
        return _set_in(super().formatStack(stack_info))


def _shown(text: str) -> str:
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _set_in(text: str) -> str:
    return "\n".join(f"    {_shown(line)}" for line in text.split("\n"))
