"""The board of a queue's lines: who works on each, and what waits for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from accounts import installation
from foundation import clock
from queues.enums import Tier
from queues.models import Absence, Membership, Queue
from tickets.models import Ticket
from tickets.pages.rail import COUNT_LIMIT, figure

ROWS = 10


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works on a line; ``back`` is the last day away in words, empty when they are here."""

    name: str
    is_lead: bool
    back: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its open tickets, the first to be taken on top, and its people. ``more`` is how many are not shown, in words."""

    name: str
    url: str
    count: str
    rows: list[Ticket]
    more: str
    members: list[Member]

    @property
    def has_nobody(self) -> bool:
        """Whether no ticket should come here."""
        return not self.members


def board(queue: Queue, *, at: datetime) -> list[Line]:
    """Return the lines of ``queue`` with what stood on them at ``at``."""
    members = _members(queue, at)
    return [_line(queue, tier, members.get(tier, [])) for tier in queue.tier_choices]


def _line(queue: Queue, tier: Tier, members: list[Member]) -> Line:
    waiting = Ticket.objects.filter(queue=queue).unfinished().on_line(tier)
    rows = list(waiting.with_people().for_the_board()[:ROWS])
    count = waiting[:COUNT_LIMIT].count() if len(rows) == ROWS else len(rows)
    path = reverse("desk:queue", args=[queue.slug])
    url = f"{path}?line={tier.value}" if queue.tiers > 1 else path
    left = count - len(rows)
    return Line(str(tier.label), url, figure(count), rows, (figure(count) if count >= COUNT_LIMIT else str(left)) if left else "", members)


def _members(queue: Queue, at: datetime) -> dict[int, list[Member]]:
    """Return who works on each line, with two queries."""
    today = at.astimezone(clock.zone(installation.current().time_zone)).date()
    rows = list(Membership.objects.staffing(queue.pk).select_related("user").order_by("-is_lead", "user__name", "user_id"))
    away = dict(Absence.objects.on_day(today).filter(user__in=[row.user_id for row in rows]).values_list("user_id", "last_day"))

    def told(tier: int) -> Iterator[Member]:
        for row in rows:
            if row.tier == tier:
                back = date_format(away[row.user_id], "DATE_FORMAT") if row.user_id in away else ""
                yield Member(row.user.display_name, row.is_lead, back)

    return {tier: list(told(tier)) for tier in {row.tier for row in rows}}
