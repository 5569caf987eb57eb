"""Why an action was refused, in words for the person who tried."""

from accounts.errors import Refused

__all__ = ["Refused", "Stale"]


class Stale(Refused):
    """Something was said that the writer has not seen. The same again, knowing it, is taken."""
