"""Why an action was refused, in words for the person who tried."""

from collections.abc import Sequence

from accounts.errors import Refused

__all__ = ["Clash", "Refused", "Stale"]


class Stale(Refused):
    """Something was said that the writer has not seen. The same again, knowing it, is taken."""


class Clash(Refused):
    """Things stand against it that may be meant so, each a sentence. The same again, knowing them, is taken."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)
