"""Who follows a ticket, as its pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tickets.enums import FollowerRole
from tickets.models import Follower, Ticket


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets the next public reply. Followers can be left out of it (``user_id``); the requester cannot."""

    name: str
    address: str
    user_id: int | None = None
    is_new: bool = False
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who follows, as one query with others brought them."""

    pk: int
    user_id: int
    name: str
    address: str
    role: str
    at: datetime


def proposed(followers: Iterable[Beside]) -> list[Beside]:
    """Return who is only proposed."""
    return [one for one in followers if one.role == FollowerRole.ASKED]


def recipients(
    ticket: Ticket, followers: Iterable[Beside], *, last_reply_at: datetime | None, leave_out: frozenset[int]
) -> list[Recipient]:
    """Return who gets the next public reply, the requester first; empty when that is the requester alone, who needs no list.

    Who began to follow since the last reply is new: its writer may not know of them.
    """
    copies = [one for one in followers if one.role == FollowerRole.CC and one.user_id != ticket.requester_id]
    if not copies:
        return []
    found = []
    if ticket.can_be_mailed and ticket.requester is not None:
        found.append(Recipient(ticket.requester.display_name, ticket.requester.email or ""))
    for one in copies:
        is_new = last_reply_at is None or one.at > last_reply_at
        found.append(Recipient(one.name, one.address, one.user_id, is_new=is_new, is_chosen=one.user_id not in leave_out))
    return found


def all_of(ticket: Ticket) -> Mapping[str, Any]:
    """Return the template context of the desk's list: who gets copies, which colleagues follow, who is proposed."""
    rows = list(Follower.objects.filter(ticket=ticket).select_related("user", "added_by").order_by("at", "pk"))
    return {
        "copies": [row for row in rows if row.role == FollowerRole.CC and row.user_id != ticket.requester_id],
        "colleagues": [row for row in rows if row.role == FollowerRole.AGENT],
        "proposed": [row for row in rows if row.role == FollowerRole.ASKED],
    }


def copies_of(ticket: Ticket) -> list[Follower]:
    """Return who gets copies of the public mail, for the requester's side."""
    return list(Follower.objects.cc().filter(ticket=ticket).select_related("user").order_by("at", "pk"))
