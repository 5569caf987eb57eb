"""The desk's rail: what is mine, and how full each queue is."""

from dataclasses import dataclass, field

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from accounts.models.named import in_language
from queues.models import Queue
from tickets.enums import Status
from tickets.models import Ticket
from tickets.viewers import viewer

COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class RailItem:
    """One line of the rail."""

    label: str
    url: str
    count: str
    is_current: bool
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class Rail:
    """The lines of the rail, by heading."""

    mine: list[RailItem] = field(default_factory=list)
    queues: list[RailItem] = field(default_factory=list)


class CappedCount(Subquery):
    """Counts the rows of a sub-query, but stops at its limit: a count that cannot grow slow."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


def capped(rows: QuerySet[Ticket]) -> CappedCount:
    """Return an expression that counts at most a thousand of ``rows``."""
    return CappedCount(rows.order_by().values("pk")[:COUNT_LIMIT])


def figure(count: int | None) -> str:
    """Return the count as text; above 999 it is ``999+``."""
    number = count or 0
    return f"{COUNT_LIMIT - 1}+" if number >= COUNT_LIMIT else str(number)


def rail(request: HttpRequest) -> Rail:
    """Return the rail of the agent behind ``request``: one query for every queue and for what is theirs."""
    who = viewer(request)
    if not who.is_agent:
        return Rail()
    unfinished = Ticket.objects.unfinished()
    of_queue = unfinished.filter(queue=OuterRef("pk"))
    mine = capped(unfinished.filter(owner_id=who.user_id))
    queues = list(
        Queue.objects.active()
        .filter(pk__in=who.queue_ids)
        .annotate(unfinished=capped(of_queue), unanswered=capped(of_queue.filter(status=Status.NEW)), mine=mine)
        .values_list("slug", "names", "unfinished", "unanswered", "mine")
    )
    owned = queues[0][-1] if queues else 0
    here = request.path
    return Rail(
        mine=[RailItem(gettext("Assigned to me"), reverse("desk:mine"), figure(owned), is_current=here == reverse("desk:mine"))],
        queues=[
            RailItem(
                in_language(names, get_language()),
                url := reverse("desk:queue", args=[slug]),
                figure(open_here),
                is_current=here == url,
                is_alert=unanswered > 0,
            )
            for slug, names, open_here, unanswered, _mine in queues
        ],
    )
