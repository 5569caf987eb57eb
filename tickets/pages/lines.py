"""The board of a queue's lines: who works on each, and what waits for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format

from queues.agents import today
from queues.enums import Tier
from queues.models import Absence, Membership, Queue
from tickets.enums import PromiseState
from tickets.models import Promise, Ticket
from tickets.pages.rail import COUNT_LIMIT, figure

ROWS = 10
WATCHED = timedelta(days=30)


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


@dataclass(frozen=True, slots=True)
class Promises:
    """How many promises of news were kept and broken lately."""

    kept: int
    broken: int


def promises_of(queue: Queue, *, at: datetime) -> Promises:
    """Return what became of the promises of news in ``queue`` within the thirty days before ``at``."""
    settled = Promise.objects.filter(ticket__queue=queue, settled_at__gt=at - WATCHED, state__in=[PromiseState.KEPT, PromiseState.BROKEN])
    return Promises(
        **settled.aggregate(kept=Count("pk", filter=Q(state=PromiseState.KEPT)), broken=Count("pk", filter=Q(state=PromiseState.BROKEN)))
    )


def board(queue: Queue, *, at: datetime) -> list[Line]:
    """Return the lines of ``queue`` with what stood on them at ``at``."""
    members = _members(queue, at)
    return [_line(queue, tier, members.get(tier, []), day=today(at)) for tier in queue.tier_choices]


def _line(queue: Queue, tier: Tier, members: list[Member], *, day: date) -> Line:
    waiting = Ticket.objects.filter(queue=queue).unfinished().on_line(tier)
    rows = list(waiting.with_people().with_absence(day).for_the_board()[:ROWS])
    count = waiting[:COUNT_LIMIT].count() if len(rows) == ROWS else len(rows)
    path = reverse("desk:queue", args=[queue.slug])
    url = f"{path}?line={tier.value}" if queue.tiers > 1 else path
    left = count - len(rows)
    return Line(str(tier.label), url, figure(count), rows, (figure(count) if count >= COUNT_LIMIT else str(left)) if left else "", members)


def _members(queue: Queue, at: datetime) -> dict[int, list[Member]]:
    """Return who works on each line, with two queries."""
    rows = list(Membership.objects.staffing(queue.pk).select_related("user").order_by("-is_lead", "user__name", "user_id"))
    away = dict(Absence.objects.on_day(today(at)).filter(user__in=[row.user_id for row in rows]).values_list("user_id", "last_day"))

    def told(tier: int) -> Iterator[Member]:
        for row in rows:
            if row.tier == tier:
                back = date_format(away[row.user_id], "DATE_FORMAT") if row.user_id in away else ""
                yield Member(row.user.display_name, row.is_lead, back)

    return {tier: list(told(tier)) for tier in {row.tier for row in rows}}
