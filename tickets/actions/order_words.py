"""What each command of an agent's mail means: its words are read first, and the verb of the desk is called when all of them are right."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import Named, User
from queues.enums import Tier
from queues.models import Category, Queue
from tickets.actions import diagnosis, following, lifecycle, mentions, record, routing, triage
from tickets.enums import EscalationReason, FollowerRole, Priority, StallReason, Status
from tickets.errors import Refused
from tickets.models import Ticket

Deed = Callable[[], str]
Choice = TypeVar("Choice", bound=models.TextChoices)
Row = TypeVar("Row", bound=Named)
# When a day of a ticket's begins, in the writer's zone.
MORNING = time(8)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Work:
    """A locked ticket, the text that goes along, who asks, and when."""

    ticket: Ticket
    text: str
    by: User
    at: datetime


def deed_of(word: str, rest: str, work: Work) -> Deed:
    """Return what the command does when called; it returns a sentence that says so. Raises ``Refused`` for what cannot be understood."""
    return _WORDS[word](work, rest)


def _owner(work: Work, rest: str) -> Deed:
    ticket, by, at = work.ticket, work.by, work.at
    name = rest.casefold()
    if name == "me":
        return _said(lambda: lifecycle.take(ticket, by=by, at=at), gettext("You own the ticket."))
    if name == "none":
        return _said(lambda: lifecycle.release(ticket, by=by, at=at), gettext("Nobody owns the ticket."))
    found = mentions.meant(f"@{rest.partition('@')[0]}", ticket) if rest else []
    if len(found) != 1:
        raise Refused(gettext("Please write me, none, or the name of a colleague who works in this queue."))
    done = gettext("%(name)s owns the ticket.") % {"name": found[0].display_name}
    return _said(lambda: lifecycle.assign(ticket, to=found[0], by=by, at=at), done)


def _status(work: Work, rest: str) -> Deed:
    first, _, more = rest.partition(" ")
    word = first.casefold()
    if word == Status.STALLED:
        return _stall(work, more)
    if more.strip() or word not in {Status.OPEN, Status.RESOLVED, Status.CLOSED}:
        raise Refused(gettext("Please write open, resolved, closed, or stalled until 2026-12-01."))
    return _close(work, "") if word == Status.CLOSED else _open(work)


def _open(work: Work) -> Deed:
    """Open what rests. A reply opens a new ticket by itself, and an open one is what was asked for."""

    def deed() -> str:
        ticket = record.locked(work.ticket)
        if ticket.status != Status.OPEN:
            lifecycle.reopen(ticket, by=work.by, at=work.at)
        return gettext("The ticket is open.")

    return deed


def _stall(work: Work, rest: str) -> Deed:
    words = rest.split()
    if words and words[0].casefold() == "until":
        words = words[1:]
    until = _morning(words.pop(0)) if words and _DAY.fullmatch(words[0]) else None
    why = _choice(StallReason, "_".join(words), StallReason.DATE if until else StallReason.REQUESTER)
    if why is None:
        raise Refused(gettext("Please write stalled until 2026-12-01, or what it waits for: %(words)s.") % {"words": _codes(StallReason)})

    def deed() -> str:
        lifecycle.stall(work.ticket, why=why, until=until, by=work.by, at=work.at)
        if until is None:
            return gettext("The ticket is stalled: %(why)s.") % {"why": why.label}
        return gettext("The ticket is stalled until %(date)s.") % {"date": date_format(timezone.localtime(until), "DATETIME_FORMAT")}

    return deed


def _morning(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), MORNING, tzinfo=timezone.get_current_timezone())
    except ValueError as wrong:
        raise Refused(gettext("Please write the day like this: 2026-10-01.")) from wrong


def _close(work: Work, rest: str) -> Deed:
    _require_alone(rest)
    return _said(lambda: lifecycle.close(record.locked(work.ticket), by=work.by, at=work.at), gettext("The ticket is closed."))


def _priority(work: Work, rest: str) -> Deed:
    word, _, reason = rest.partition(" ")
    chosen = next((one for one in Priority if word.casefold() in {one.name.casefold(), str(one.label).casefold()}), None)
    if chosen is None:
        words = ", ".join(one.name.lower() for one in Priority)
        raise Refused(gettext("Please write one of these, and why: %(words)s.") % {"words": words})

    def deed() -> str:
        _sort(work, priority=chosen, reason=reason)
        return gettext("The priority is “%(priority)s”.") % {"priority": chosen.label}

    return deed


def _category(work: Work, rest: str) -> Deed:
    found, more = _named(Category.objects.filter(queue=work.ticket.queue_id, is_active=True), rest)
    if found is None or more:
        raise Refused(gettext("This queue has no category of that name."))

    def deed() -> str:
        _sort(work, category=found)
        return gettext("The category is “%(category)s”.") % {"category": found.name}

    return deed


def _sort(work: Work, *, category: Category | None = None, priority: Priority | None = None, reason: str = "") -> None:
    ticket = record.locked(work.ticket)
    own = Priority(ticket.priority) if ticket.has_own_priority else None
    sorting = triage.Sorting(
        title=ticket.title,
        kind=ticket.kind,
        category=category or ticket.category,
        people=ticket.people,
        urgency=ticket.urgency,
        priority=priority or own,
        reason=reason,
    )
    triage.sort(ticket, sorting, by=work.by, at=work.at)


def _queue(work: Work, rest: str) -> Deed:
    to, note = _named(Queue.objects.active(), rest)
    if to is None:
        words = ", ".join(Queue.objects.active().exclude(pk=work.ticket.queue_id).values_list("slug", flat=True).order_by("position", "pk"))
        raise Refused(gettext("There is no queue of that name. You can write: %(words)s.") % {"words": words})
    whole = "\n".join(part for part in (note, work.text) if part)

    def deed() -> str:
        routing.transfer(work.ticket, to=to, note=whole, by=work.by, at=work.at)
        return gettext("The ticket is in “%(queue)s”. Your text was passed on to the colleagues there, not to the requester.") % {
            "queue": to.name
        }

    return deed


def _escalate(work: Work, rest: str) -> Deed:
    first, _, more = rest.partition(" ")
    code = _choice(EscalationReason, first.strip(":,"), None)
    tried = "\n".join(part for part in (more if code else rest, work.text) if part)
    asked = diagnosis.open_questions(work.ticket)
    if asked:
        words = " ".join(f"“{question}”" for question in asked)
        raise Refused(
            gettext("These basic questions have no answer yet; please answer them at the desk: %(questions)s") % {"questions": words}
        )
    if not tried.strip():
        raise Refused(gettext("Please write below it: what was tried so far, what came of it, and what you need from the next line."))

    def deed() -> str:
        up = routing.Escalation(code or EscalationReason.COMPLEXITY, tried)
        ticket = routing.escalate(work.ticket, up, by=work.by, at=work.at)
        said = gettext("The ticket is on %(line)s. Your text was passed on to the colleagues there, not to the requester.")
        return said % {"line": Tier(ticket.tier).label}

    return deed


def _follow(work: Work, rest: str) -> Deed:
    _require_alone(rest)
    deed = lambda: following.follow(work.ticket, work.by, role=FollowerRole.AGENT, by=work.by, at=work.at)  # noqa: E731
    return _said(deed, gettext("You follow the ticket."))


def _unfollow(work: Work, rest: str) -> Deed:
    _require_alone(rest)

    def deed() -> str:
        for row in work.ticket.followers.filter(user=work.by):
            following.unfollow(work.ticket, row.pk, by=work.by, at=work.at)
        return gettext("You do not follow the ticket any more.")

    return deed


def _said(verb: Callable[[], object], sentence: str) -> Deed:
    def deed() -> str:
        verb()
        return sentence

    return deed


def _require_alone(rest: str) -> None:
    if rest:
        raise Refused(gettext("Nothing may stand behind this command. Please begin your text on a line of its own."))


def _choice(choices: type[Choice], word: str, otherwise: Choice | None) -> Choice | None:
    """Return the choice with the code ``word``; ``otherwise`` when nothing is said."""
    if not word:
        return otherwise
    return next((one for one in choices if one.value == word.casefold()), None)


def _codes(choices: type[models.TextChoices]) -> str:
    return ", ".join(one.value.replace("_", " ") for one in choices)


def _named(rows: Iterable[Row], text: str) -> tuple[Row | None, str]:
    """Return the row whose name, in any language, or short name leads ``text``, the longest first, and what stands behind it."""
    said = text.casefold()
    known = [(str(name).casefold(), row) for row in rows for name in (getattr(row, "slug", ""), *row.names.values()) if name]
    for name, row in sorted(known, key=lambda pair: -len(pair[0])):
        if said == name or (said.startswith(name) and not said[len(name)].isalnum()):
            return row, text[len(name) :].lstrip(" :,;–-\t")
    return None, text


_WORDS: dict[str, Callable[[Work, str], Deed]] = {
    "owner": _owner,
    "status": _status,
    "close": _close,
    "priority": _priority,
    "category": _category,
    "queue": _queue,
    "escalate": _escalate,
    "follow": _follow,
    "unfollow": _unfollow,
}
