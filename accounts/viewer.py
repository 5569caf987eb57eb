"""Who looks: every lookup of a ticket or post asks ``visible_to(viewer)``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking: nobody in particular, a signed-in person, or the holder of grants (one ticket each).

    Ids are resolved once per request and used with ``IN``: no joins.
    """

    user_id: int | None = None
    queue_ids: frozenset[int] = frozenset()
    granted_tickets: frozenset[int] = frozenset()
    # What they work on, as (queue, line), and the queues they lead. Neither decides what they may see.
    lines: frozenset[tuple[int, int]] = frozenset()
    led_queues: frozenset[int] = frozenset()

    @property
    def is_agent(self) -> bool:
        """Whether the person works in a queue."""
        return bool(self.queue_ids)


ANONYMOUS = Viewer()
