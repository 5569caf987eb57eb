"""What an alert is to do, from what is known of its problem. Decides only: what happens and what a trial foretells are the same.

Mails overtake each other, so what they say counts by their own dates. What a person has worked on is left to them: then a recovery is
only noted (docs/decisions/0020-monitoring-rules.md).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tickets.enums import FINISHED, Status
from tickets.mail_enums import Sign
from tickets.models import Message, Problem, Ticket
from tickets.monitoring import Finding

# A date that is further from when the mail came is a clock that goes wrong.
BELIEVED = timedelta(days=2)


class Step(StrEnum):
    """What is done with an alert, in the words of the log."""

    OPEN = "a new problem"
    REOPEN = "the problem came back: its ticket was reopened"
    WRITE = "the problem has a ticket already"
    COUNT = "the problem has a ticket already; counted there"
    LATE = "its recovery came before it; kept in the log"
    RESOLVE = "it recovered, so the ticket was resolved"
    NOTE = "it recovered; noted"
    EARLY = "there was trouble after it; kept in the log"
    UNKNOWN = "no trouble is known of that; kept in the log"
    NEWS = "only news of the problem"
    STALE_NEWS = "only news of a problem that has no open ticket; kept in the log"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when an alert comes: its problem, the ticket where that goes on, the mail's subject, when it was written, and now."""

    problem: Problem
    ticket: Ticket | None
    subject: str
    said_at: datetime
    at: datetime


def written_at(date: datetime | None, *, received: datetime) -> datetime:
    """Return when a mail was written, by its own date where that can be true; never later than it came."""
    return min(date, received) if date is not None and abs(received - date) < BELIEVED else received


def plan(found: Finding, known: Known) -> Step:
    """Return what is to be done."""
    if found.sign == Sign.TROUBLE:
        return _on_trouble(found, known)
    if found.sign == Sign.RECOVERY:
        return _on_recovery(found, known)
    is_open = not known.problem.is_over and known.ticket is not None and known.ticket.status not in FINISHED
    return Step.NEWS if is_open else Step.STALE_NEWS


def _on_trouble(found: Finding, known: Known) -> Step:
    problem, ticket = known.problem, known.ticket
    if problem.is_over and problem.recovered_at is not None and known.said_at < problem.recovered_at:
        return Step.LATE
    if ticket is None:
        return Step.OPEN
    if ticket.status in {Status.RESOLVED, Status.CLOSED}:
        ended_at = ticket.resolved_at or ticket.closed_at
        return Step.REOPEN if ended_at is not None and found.rule.still_reopens(ended_at, known.at) else Step.OPEN
    if ticket.status == Status.REJECTED and problem.is_over:
        # Until then it stays rejected, however often the alert repeats itself.
        return Step.OPEN
    return Step.COUNT if known.subject == problem.said else Step.WRITE


def _on_recovery(found: Finding, known: Known) -> Step:
    problem, ticket = known.problem, known.ticket
    if problem.trouble_at is not None and known.said_at < problem.trouble_at:
        return Step.EARLY
    if problem.is_over or ticket is None:
        return Step.UNKNOWN
    does_resolve = found.rule.resolves and ticket.can_become(Status.RESOLVED) and not is_worked_on(ticket)
    return Step.RESOLVE if does_resolve else Step.NOTE


def is_worked_on(ticket: Ticket) -> bool:
    """Tell whether any person did anything in the ticket, or wrote there."""
    said = Message.objects.filter(ticket__in=Ticket.objects.of_whole(ticket.pk), is_machine=False)
    return ticket.events.filter(by__isnull=False).exists() or len(said.order_by()[:2]) > 1
