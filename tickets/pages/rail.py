"""The desk's rail: what is mine, how full each queue is, and what single keys do; one query for all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation import clock
from queues.models import AgentProfile, Queue
from tickets.enums import Status
from tickets.forms.filters import due_condition
from tickets.list_enums import Due
from tickets.models import InboundMail, Mention, SavedDraft, Ticket
from tickets.models.saved_view import address
from tickets.pages import mail_alarm, saved_views
from tickets.pages.mail_alarm import SilentAccount
from tickets.querysets import TicketQuerySet
from tickets.viewers import viewer

COUNT_LIMIT = 1000
# Further ones stand above the list of all queues.
MOST_VIEWS = 7
_ATTRIBUTE = "_suport_queues"


@dataclass(frozen=True, slots=True)
class RailItem:
    """One line of the rail: ``count`` is said quietly, ``new`` is what nobody has answered."""

    label: str
    url: str
    count: str
    is_current: bool
    new: str = ""
    # What ``new`` counts, for those who do not see the colour; empty: what nobody has answered.
    new_words: str = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """The lines of the rail, by heading; ``keys_on`` says whether single keys act; ``silent_accounts`` is for leads and administrators."""

    mine: list[RailItem] = field(default_factory=list)
    queues: list[RailItem] = field(default_factory=list)
    keys_on: bool = True
    silent_accounts: list[SilentAccount] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many texts the agent has begun, and how many notes that name them they have not read; each ends at a thousand."""

    drafts: int
    mentions: int


class CappedCount(Subquery):
    """Counts the rows of a sub-query, but stops at its limit: a count that cannot grow slow."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


def capped(rows: QuerySet[Any, Any]) -> CappedCount:
    """Return an expression that counts at most a thousand of ``rows``."""
    return CappedCount(rows.order_by().values("pk")[:COUNT_LIMIT])


def figure(count: int | None) -> str:
    """Return the count as text; above 999 it is ``999+``."""
    number = count or 0
    return f"{COUNT_LIMIT - 1}+" if number >= COUNT_LIMIT else str(number)


def total(queues: Iterable[Queue], name: str) -> int:
    """Return the sum of one count over ``queues``."""
    return sum(getattr(queue, f"{name}_count", 0) for queue in queues)


def queues_of(request: HttpRequest, *, closely: Iterable[str] | None = ()) -> list[Queue]:
    """Return the agent's queues in their order, each with its counts, and the saved views: one query for a request.

    ``closely`` names the queues of which a list shows more figures (``None``: all); who asks first decides.
    """
    known: list[Queue] | None = getattr(request, _ATTRIBUTE, None)
    if known is None:
        who = viewer(request)
        is_told = who.is_lead or getattr(request.user, "is_superuser", False)
        rows = _counted(who, closely)
        known = list(rows.annotate(silent_accounts=mail_alarm.column()) if is_told else rows)
        setattr(request, _ATTRIBUTE, known)
    return known


def _counted(who: Viewer, closely: Iterable[str] | None) -> QuerySet[Queue]:
    of_queue = Ticket.objects.filter(queue=OuterRef("pk"))
    unfinished = of_queue.unfinished()
    counts: dict[str, TicketQuerySet] = {
        "unowned": unfinished.unowned(),
        "open": of_queue.whole().filter(status=Status.OPEN),
        "stalled": of_queue.whole().filter(stalled_at__isnull=False),
        **{due.value: unfinished.filter(due_condition(due, clock.now())) for due in Due},
    }
    slugs = None if closely is None else list(closely)
    if slugs == []:
        counts = {}
    return (
        Queue.objects.active()
        .filter(pk__in=who.queue_ids)
        .annotate(
            new_count=capped(of_queue.new()),
            unfinished_count=capped(unfinished),
            mine_count=capped(unfinished.owned_by(who.user_id)),
            passed_on_count=Case(
                When(
                    Exists(Ticket.readers.through.objects.filter(queue_id=OuterRef("pk"))),
                    then=capped(Ticket.objects.passed_on_by(who).unfinished()),
                )
            ),
            drafts_count=capped(SavedDraft.objects.of(who)),
            named_count=capped(Mention.objects.of(who).unread()),
            asking_count=capped(InboundMail.objects.asking().visible_to(who)),
            without_keys=Exists(AgentProfile.objects.filter(user_id=who.user_id or 0, keys_on=False)),
            views=saved_views.column_of(who),
            **{f"{name}_count": _where(slugs, capped(rows)) for name, rows in counts.items()},
        )
    )


def _where(slugs: list[str] | None, count: CappedCount) -> CappedCount | Case:
    """Count only for some queues: the others' figures would be thrown away."""
    return count if slugs is None else Case(When(slug__in=slugs, then=count), default=Value(0), output_field=IntegerField())


def rail(request: HttpRequest) -> Rail:
    """Return the rail of the agent behind ``request``."""
    if not viewer(request).is_agent:
        return Rail()
    queues, here = queues_of(request), request.path
    mine, everything = reverse("desk:mine"), reverse("desk:tickets")
    asked = saved_views.plain(request.GET) if here == everything else None
    views = [
        RailItem(view.name, address(None, view.query), "", is_current=asked is not None and view.is_seen_at(asked))
        for view in [view for view in saved_views.read(queues) if view.queue_id is None][:MOST_VIEWS]
    ]
    is_all = here == everything and not any(view.is_current for view in views)
    lines = [
        RailItem(gettext("Assigned to me"), mine, figure(total(queues, "mine")), is_current=here == mine),
        RailItem(gettext("All my queues"), everything, figure(total(queues, "unfinished")), is_current=is_all),
        *views,
        *_passed_on(queues, here),
        *_own(queues, here),
        _mails(queues, here),
        _people(here),
    ]
    keys_on = not any(getattr(queue, "without_keys", False) for queue in queues)
    return Rail(lines, [_line(queue, here) for queue in queues], keys_on, mail_alarm.read(queues))


def _passed_on(queues: list[Queue], here: str) -> list[RailItem]:
    """Return the way to what these queues passed on, where they ever did and go on reading. The count is the same for all of them."""
    counts = [count for queue in queues if (count := getattr(queue, "passed_on_count", None)) is not None]
    url = reverse("desk:passed_on")
    return [RailItem(gettext("Passed on"), url, figure(counts[0]), is_current=here == url)] if counts else []


def waiting_of(request: HttpRequest) -> Waiting:
    """Return what waits for the agent behind ``request`` beside tickets."""
    queues = queues_of(request)
    return Waiting(_first(queues, "drafts"), _first(queues, "named"))


def _first(queues: list[Queue], name: str) -> int:
    """Return a count that is the same in the row of every queue."""
    return getattr(queues[0], f"{name}_count", 0) if queues else 0


def _own(queues: list[Queue], here: str) -> Iterator[RailItem]:
    """Yield the ways to where the agent is named and to what they have begun; a mention that is not read is news."""
    named, drafts = reverse("desk:mentions"), reverse("desk:drafts")
    unread, begun = _first(queues, "named"), _first(queues, "drafts")
    new_words = gettext("not read yet")
    yield RailItem(
        gettext("Where I am named"), named, "", is_current=here == named, new=figure(unread) if unread else "", new_words=new_words
    )
    yield RailItem(gettext("My drafts"), drafts, figure(begun) if begun else "", is_current=here == drafts)


def _mails(queues: list[Queue], here: str) -> RailItem:
    """Return the way to the log of received mail, with how much of it waits for somebody."""
    url, asking = reverse("desk:mails"), _first(queues, "asking")
    new_words = gettext("waiting for somebody")
    return RailItem(
        gettext("Received e-mail"), url, "", is_current=here.startswith(url), new=figure(asking) if asking else "", new_words=new_words
    )


def _people(here: str) -> RailItem:
    """Return the way to people and organisations; nobody needs to know how many there are."""
    is_current = here.startswith((reverse("desk:people"), reverse("desk:organisations")))
    return RailItem(gettext("People and organisations"), reverse("desk:people"), "", is_current=is_current)


def _line(queue: Queue, here: str) -> RailItem:
    url, new = reverse("desk:queue", args=[queue.slug]), total([queue], "new")
    return RailItem(queue.name, url, figure(total([queue], "unfinished")), is_current=here == url, new=figure(new) if new else "")
