"""When to try again, and when to stop."""

from datetime import timedelta

FIRST_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
LATER_DELAY = timedelta(hours=4)
# RFC 5321 §4.5.4.1 asks for 4 to 5 days of a mail system; a relay stands behind us, so 3 days of trying to reach it are enough.
GIVE_UP_AFTER = timedelta(days=3)


def delay_after(attempts: int) -> timedelta | None:
    """Return how long to wait after the ``attempts``-th failed try (1 is the first); ``None`` when it is time to give up."""
    if attempts <= len(FIRST_DELAYS):
        return FIRST_DELAYS[max(attempts, 1) - 1]
    waited = sum(FIRST_DELAYS, timedelta()) + (attempts - 1 - len(FIRST_DELAYS)) * LATER_DELAY
    return LATER_DELAY if waited + LATER_DELAY <= GIVE_UP_AFTER else None
