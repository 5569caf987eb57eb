"""The desk's home: what happened since the agent was last here, and what waits.

Everything is asked of open tickets, and of those that the agent owned and that closed since: never of all. Two queries, whatever there is:
one counts, one reads the rows of every section.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts import installation
from accounts.viewer import Viewer
from foundation import clock
from queues.agents import today
from queues.models import Absence, Queue
from tickets.enums import MessageKind, Status, Verb
from tickets.models import Message, Ticket, TicketEvent
from tickets.pages.rail import COUNT_LIMIT, capped, figure
from tickets.querysets import TicketQuerySet

ROWS = 10
# So many tickets are named in a line of news; the rest is a click away.
NAMED = 3
ARRIVALS = (Verb.ESCALATED, Verb.HANDED_BACK, Verb.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Group:
    """One line of news: what, how many (``999+`` at most), where they are, and the latest of them."""

    label: str
    url: str
    count: str
    tickets: list[Ticket] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parked:
    """A queue with more stalled tickets than it allows itself."""

    queue: str
    url: str
    count: str
    limit: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the home shows. ``since`` is ``None`` at an agent's first visit; ``owed`` is where news was promised for today, or is late."""

    since: datetime | None
    news: list[Group]
    owed: list[Ticket]
    owed_count: str
    away: list[Ticket]
    waiting: list[Ticket]
    mine: list[Ticket]
    parked: list[Parked]


def home_of(who: Viewer, *, since: datetime | None, at: datetime) -> Home:
    """Return the home of the agent ``who`` at ``at``, with what is news ``since``."""
    news = _news(who, since) if since is not None else {}
    owed = _owed(who, at)
    queues = list(_counted(who, since, news, owed))
    rows = list(_rows(who, news, owed, at))
    return Home(
        since=since,
        news=list(_groups(queues, rows, who, since)) if since is not None else [],
        owed=sorted((row for row in rows if _is_owed(row, who, at)), key=lambda row: (row.promised_at, row.pk))[:ROWS],
        owed_count=figure(_of(queues[0], "owed") if queues else 0),
        away=sorted((row for row in rows if _is_news_of_absent(row, who, at)), key=lambda row: row.touched_at, reverse=True)[:ROWS],
        waiting=sorted((row for row in rows if row.status == Status.NEW), key=lambda row: (row.reported_at, row.pk))[:ROWS],
        mine=sorted((row for row in rows if _is_mine(row, who)), key=lambda row: (row.touched_at, row.pk), reverse=True)[:ROWS],
        parked=list(_parked(queues)),
    )


def _news(who: Viewer, since: datetime) -> dict[str, TicketQuerySet]:
    """Return what is news, by kind."""
    open_ones = Ticket.objects.worked_by(who).unfinished()
    touched = open_ones.filter(touched_at__gt=since)
    happened = TicketEvent.objects.filter(ticket=OuterRef("pk"), at__gt=since)
    by_others = happened.filter(Q(by__isnull=True) | ~Q(by_id=who.user_id))
    wrote = _from_requester().filter(created_at__gt=since).filter(created_at__gt=OuterRef("created_at"))
    return {
        "answers": touched.owned_by(who.user_id).filter(Exists(wrote)),
        "given": open_ones.owned_by(who.user_id).filter(Exists(by_others.filter(verb=Verb.ASSIGNED, payload__owner=who.user_id))),
        "arrived": touched.filter(_on_lines(who)).filter(Exists(by_others.filter(verb__in=ARRIVALS))),
        "closed": Ticket.objects.worked_by(who)
        .owned_by(who.user_id)
        .filter(closed_at__gt=since, status=Status.CLOSED)
        .filter(Exists(happened.filter(verb=Verb.CLOSED, by__isnull=True))),
    }


def _on_lines(who: Viewer) -> Q:
    """Return the condition that a ticket lies on one of the agent's lines, or in a queue they lead."""
    found = Q(queue_id__in=who.led_queues)
    for queue, tier in sorted(who.lines):
        found |= Q(queue_id=queue, tier=tier)
    return found


def _from_requester() -> QuerySet[Message]:
    """Return what people outside wrote in the ticket of the outer query."""
    return Message.objects.filter(ticket=OuterRef("pk"), kind=MessageKind.PUBLIC, is_ours=False, is_machine=False)


def _tomorrow(at: datetime) -> datetime:
    """Return where the reader's day ends."""
    local = timezone.localtime(at)
    return datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)


def _owed(who: Viewer, at: datetime) -> TicketQuerySet:
    """Return where news was promised for today or earlier: tickets of the agent, those they talk on, what nobody owns, and a lead's queues."""
    due = Ticket.objects.worked_by(who).unfinished().filter(promised_at__lt=_tomorrow(at))
    nobodys = Q(owner__isnull=True) & _on_lines(who)
    return due.filter(Q(owner_id=who.user_id) | Q(contact_id=who.user_id) | nobodys | Q(queue_id__in=who.led_queues))


def _is_owed(row: Ticket, who: Viewer, at: datetime) -> bool:
    if row.promised_at is None or not row.is_unfinished or row.promised_at >= _tomorrow(at):
        return False
    is_mine = who.user_id in {row.owner_id, row.contact_id}
    return is_mine or row.queue_id in who.led_queues or (row.owner_id is None and _is_on_lines(row, who))


def _counted(who: Viewer, since: datetime | None, news: dict[str, TicketQuerySet], owed: TicketQuerySet) -> QuerySet[Queue]:
    """Return the agent's queues with the counts of each, and those of the agent, which are the same in every row."""
    here = Ticket.objects.filter(queue=OuterRef("pk"))
    counts: dict[str, Any] = {"stalled": capped(here.by_age()), "owed": capped(owed)}
    if since is not None:
        fresh = here.unfinished().new().filter(touched_at__gt=since, created_at__gt=since)
        counts |= {"fresh": capped(fresh), **{name: capped(rows) for name, rows in news.items()}}
    return Queue.objects.active().filter(pk__in=who.queue_ids).annotate(**counts)


def _rows(who: Viewer, news: dict[str, TicketQuerySet], owed: TicketQuerySet, at: datetime) -> TicketQuerySet:
    """Return the rows of all sections, each ticket once, with what tells where it belongs."""
    mine = Ticket.objects.worked_by(who)
    sections = [
        mine.new().order_by("reported_at", "pk")[:ROWS],
        mine.unfinished().owned_by(who.user_id).order_by("-touched_at", "-pk")[:ROWS],
        _heard_while_away(mine.unfinished().filter(_on_lines(who)), who, at).order_by("-touched_at", "-pk")[:ROWS],
        owed.order_by("promised_at", "pk")[:ROWS],
        *(rows.order_by("-touched_at", "-pk")[:NAMED] for rows in news.values()),
    ]
    # SQLite takes no LIMIT in an arm of a union, but takes one inside.
    arms = [Ticket.objects.filter(pk__in=section.values("pk")).order_by().values("pk") for section in sections]
    events = TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-pk")
    given = events.filter(Q(by__isnull=True) | ~Q(by_id=who.user_id), verb=Verb.ASSIGNED, payload__owner=who.user_id)
    came = events.filter(Q(by__isnull=True) | ~Q(by_id=who.user_id), verb__in=ARRIVALS)
    return _with_last_word(Ticket.objects.filter(pk__in=arms[0].union(*arms[1:])).with_list_columns().with_absence(today(at))).annotate(
        given_at=Subquery(given.values("at")[:1]),
        came_at=Subquery(came.values("at")[:1]),
        absent_from=Subquery(
            Absence.objects.on_day(today(at)).filter(user_id=OuterRef("owner_id")).order_by("-last_day").values("first_day")[:1]
        ),
    )


def _with_last_word(rows: TicketQuerySet) -> TicketQuerySet:
    """Add who wrote last, apart from notes and machines, and when the requester did."""
    said = Message.objects.filter(ticket=OuterRef("pk"), is_machine=False).public().order_by("-created_at", "-pk")
    heard = _from_requester().order_by("-created_at", "-pk")
    return rows.annotate(last_is_ours=Subquery(said.values("is_ours")[:1]), heard_at=Subquery(heard.values("created_at")[:1]))


def _heard_while_away(rows: TicketQuerySet, who: Viewer, at: datetime) -> TicketQuerySet:
    """Return tickets of others who are away where the requester wrote last."""
    absent = Absence.objects.on_day(today(at)).exclude(user_id=who.user_id or 0).values("user_id")
    heard: Any = _with_last_word(rows.filter(owner_id__in=absent))
    found: TicketQuerySet = heard.filter(last_is_ours=False, heard_at__gt=F("created_at"))
    return found


def _of(row: Ticket | Queue, name: str) -> Any:
    return getattr(row, name, None)


def _is_mine(row: Ticket, who: Viewer) -> bool:
    return row.owner_id == who.user_id and row.is_unfinished


def _is_on_lines(row: Ticket, who: Viewer) -> bool:
    return (row.queue_id, row.tier) in who.lines or row.queue_id in who.led_queues


def _is_news_of_absent(row: Ticket, who: Viewer, at: datetime) -> bool:
    """Whether the requester wrote last, since the day that the owner went away."""
    first_day, heard_at = _of(row, "absent_from"), _of(row, "heard_at")
    if first_day is None or heard_at is None or _of(row, "last_is_ours") or row.owner_id == who.user_id or not row.is_unfinished:
        return False
    heard_on = heard_at.astimezone(clock.zone(installation.current().time_zone)).date()
    return _is_on_lines(row, who) and heard_at > row.created_at and bool(heard_on >= first_day)


def _groups(queues: list[Queue], rows: list[Ticket], who: Viewer, since: datetime) -> Iterator[Group]:
    for queue in queues:
        if _of(queue, "fresh"):
            yield Group(gettext("New in %(queue)s") % {"queue": queue.name}, f"{_path(queue)}?status=new", figure(_of(queue, "fresh")))
    mine = reverse("desk:mine")
    kinds: list[tuple[str, str, str, Callable[[Ticket], bool]]] = [
        ("answers", gettext("Answers on your tickets"), mine, lambda row: _is_mine(row, who) and _is_after(row, "heard_at", since)),
        ("given", gettext("Assigned to you"), mine, lambda row: _is_mine(row, who) and _is_after(row, "given_at", since)),
        (
            "arrived",
            gettext("Came to your lines"),
            "",
            lambda row: row.is_unfinished and _is_on_lines(row, who) and _is_after(row, "came_at", since),
        ),
        ("closed", gettext("Closed by themselves"), "", lambda row: row.owner_id == who.user_id and row.status == Status.CLOSED),
    ]
    for name, label, url, is_one in kinds:
        count = _of(queues[0], name) if queues else 0
        if count:
            found = sorted(filter(is_one, rows), key=lambda row: (row.touched_at, row.pk), reverse=True)
            yield Group(label, url, figure(count), found[:NAMED])


def _is_after(row: Ticket, name: str, since: datetime) -> bool:
    at = _of(row, name)
    return at is not None and bool(at > since) and (name != "heard_at" or at > row.created_at)


def _parked(queues: list[Queue]) -> Iterator[Parked]:
    for queue in queues:
        count = _of(queue, "stalled") or 0
        if 0 < queue.stalled_limit < count:
            yield Parked(queue.name, f"{_path(queue)}?status=stalled", figure(min(count, COUNT_LIMIT)), queue.stalled_limit)


def _path(queue: Queue) -> str:
    return reverse("desk:queue", args=[queue.slug])
