"""Who and what the history of a ticket names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from queues.models import Queue
from tickets.enums import Verb
from tickets.models import TicketEvent

_ABOUT_OWNERS = frozenset({Verb.TAKEN, Verb.ASSIGNED, Verb.RELEASED, Verb.HANDED_OVER})
_ABOUT_SOMEBODY = frozenset({Verb.FOLLOWED, Verb.UNFOLLOWED, Verb.APPOINTMENT_OFFERED, Verb.MAIL_WITHHELD})


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the ids in event payloads."""

    users: dict[int, User]
    queues: dict[int, Queue]

    @classmethod
    def of(cls, events: Iterable[TicketEvent]) -> "Names":
        """Read every name that ``events`` mention, with two queries."""
        entries = list(events)
        user_ids = {
            event.payload[key]
            for event in entries
            if event.verb in _ABOUT_OWNERS
            for key in ("owner", "before", "to")
            if event.payload.get(key)
        }
        user_ids |= {event.payload["user"] for event in entries if event.verb in _ABOUT_SOMEBODY and event.payload.get("user")}
        user_ids |= {pk for event in entries if event.verb == Verb.FOLLOW_ASKED for pk in event.payload.get("users") or ()}
        queue_ids = {
            event.payload[key]
            for event in entries
            for key in ("queue", "before")
            if event.verb == Verb.TRANSFERRED and event.payload.get(key)
        }
        return cls(User.objects.in_bulk(list(user_ids)), Queue.objects.in_bulk(list(queue_ids)))

    def user(self, pk: Any) -> str:
        """The person's name."""
        return self.users[pk].display_name if pk in self.users else f"#{pk}"

    def has_lines(self, pk: Any) -> bool:
        """Whether the queue is divided into lines."""
        return pk in self.queues and self.queues[pk].tiers > 1

    def queue(self, pk: Any) -> str:
        """The queue's name."""
        return self.queues[pk].name if pk in self.queues else f"#{pk}"
