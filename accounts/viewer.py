"""Who looks: every lookup of a ticket or post asks ``visible_to(viewer)``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking: nobody in particular, a signed-in person, or the holder of grants (one ticket each).

    Ids are resolved once per request and used with ``IN``: no joins. What organisations add is resolved for the portal alone.
    """

    user_id: int | None = None
    queue_ids: frozenset[int] = frozenset()
    granted_tickets: frozenset[int] = frozenset()
    # Tickets of others that the person, or the holder of a follower's link, follows. Resolved for the portal alone.
    followed_tickets: frozenset[int] = frozenset()
    # What they work on, as (queue, line), and the queues they lead. Neither decides what they may see.
    lines: frozenset[tuple[int, int]] = frozenset()
    led_queues: frozenset[int] = frozenset()
    # The tickets of everybody in these organisations are shared with the person.
    shared_ids: frozenset[int] = frozenset()
    # The rights by which the person acts for clients of their own organisation, and those whose tickets the colleagues share, too.
    partner_grant_ids: frozenset[int] = frozenset()
    shared_grant_ids: frozenset[int] = frozenset()
    # The person looks after the people of these organisations.
    managed_ids: frozenset[int] = frozenset()

    @property
    def is_agent(self) -> bool:
        """Whether the person works in a queue."""
        return bool(self.queue_ids)

    @property
    def is_lead(self) -> bool:
        """Whether the person leads a queue."""
        return bool(self.led_queues)

    @property
    def has_colleagues(self) -> bool:
        """Whether there are tickets of others that are shared with the person."""
        return bool(self.shared_ids or self.shared_grant_ids)


ANONYMOUS = Viewer()
