"""What the desk's lists show."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.keyset import Page, page
from queues.enums import Tier
from queues.models import Queue
from tickets.enums import Status
from tickets.models import Ticket
from tickets.pages.rail import COUNT_LIMIT, figure
from tickets.querysets import TicketQuerySet

HOME_ROWS = 10
STALLED = "stalled"
Choice = Callable[[TicketQuerySet], TicketQuerySet]


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a list."""

    label: str
    url: str
    is_current: bool


def _views(queue: Queue) -> dict[str, tuple[str, Choice]]:
    """The views that make sense for ``queue``, by their name in the address. A queue of one line is not divided by lines."""
    lines = queue.tier_choices if queue.tiers > 1 else []
    return {
        "": (gettext("All open"), TicketQuerySet.unfinished),
        "new": (gettext("New"), TicketQuerySet.new),
        **{f"line-{tier.value}": (str(tier.label), partial(_on_line, tier)) for tier in lines},
        "unowned": (gettext("Unowned"), lambda rows: rows.unfinished().unowned()),
        STALLED: (gettext("Stalled"), TicketQuerySet.by_age),
        "finished": (gettext("Finished"), TicketQuerySet.finished),
    }


def _on_line(tier: Tier, rows: TicketQuerySet) -> TicketQuerySet:
    return rows.unfinished().on_line(tier)


def tabs(queue: Queue, show: str) -> list[Tab]:
    """Return the views of a queue, ``show`` being the current one; an unknown name means all open tickets."""
    path = reverse("desk:queue", args=[queue.slug])
    views = _views(queue)
    chosen = show if show in views else ""
    return [Tab(label, f"{path}?show={name}" if name else path, name == chosen) for name, (label, _) in views.items()]


def queue_page(queue: Queue, show: str, cursor: str) -> Page[Ticket]:
    """Return one page of a queue's tickets in the view ``show``: the last touched first, but stalled ones by age, the oldest first."""
    views = _views(queue)
    _, choose = views.get(show, views[""])
    rows = choose(Ticket.objects.filter(queue=queue)).with_people()
    if show == STALLED:
        return page(rows, by="stalled_at", cursor=cursor, is_oldest_first=True)
    return page(rows, by="touched_at", cursor=cursor)


def waiting(who: Viewer) -> list[Ticket]:
    """Return the tickets of the agent's queues that waited longest for a first answer."""
    return list(Ticket.objects.worked_by(who).new().with_people().order_by("reported_at", "pk")[:HOME_ROWS])


def owned(who: Viewer) -> TicketQuerySet:
    """Return the agent's own unfinished tickets, in no order yet."""
    return Ticket.objects.worked_by(who).unfinished().owned_by(who.user_id).with_people()


@dataclass(frozen=True, slots=True)
class Figures:
    """How full a queue is; counts stop at ``999+``. ``stalled_limit`` is how many stalled ones are few, when there are more."""

    new: str
    open: str
    stalled: str
    has_new: bool
    stalled_limit: int | None


def figures(queue: Queue) -> Figures:
    """Count a queue's new, open and stalled tickets."""
    rows = Ticket.objects.filter(queue=queue)
    counts = {status: rows.filter(status=status)[:COUNT_LIMIT].count() for status in (Status.NEW, Status.OPEN, Status.STALLED)}
    stalled, limit = counts[Status.STALLED], queue.stalled_limit
    return Figures(
        figure(counts[Status.NEW]),
        figure(counts[Status.OPEN]),
        figure(stalled),
        has_new=counts[Status.NEW] > 0,
        stalled_limit=limit if 0 < limit < stalled else None,
    )
