"""How a ticket was solved, kept for colleagues who meet the same trouble."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from accounts.models import User
from foundation.safetext import printable
from tickets.enums import Kind
from tickets.errors import Refused
from tickets.models import Resolution, Ticket, TicketEvent


@dataclass(frozen=True, slots=True)
class Solution:
    """Why it happened and what was done; whether that cures it; since when it works (``None``: now); how that was checked."""

    fix: str
    cause: str = ""
    is_workaround: bool = False
    restored_at: datetime | None = None
    checked: str = ""


def asks_cause(ticket: Ticket) -> bool:
    """Tell whether the cause has to be said: something broke. What was only wanted has none."""
    return ticket.kind == Kind.INCIDENT


def require(ticket: Ticket, solution: Solution, *, at: datetime) -> None:
    """Raise ``Refused`` when something of the solution is missing or cannot be."""
    if not solution.fix.strip():
        raise Refused(gettext("Please say what was done."))
    if asks_cause(ticket) and not solution.cause.strip():
        raise Refused(gettext("Please say what the cause was."))
    if solution.restored_at is not None and ticket.started_at is not None and solution.restored_at < ticket.started_at:
        raise Refused(gettext("It cannot have worked again before the trouble began."))


def kept_before(ticket: Ticket, solution: Solution | None, *, by: User) -> bool:
    """Tell whether ``by`` solved the locked ticket with these very words already: the form came twice."""
    if solution is None:
        return False
    said = {"cause": _clean(solution.cause), "fix": _clean(solution.fix)}
    return Resolution.objects.filter(ticket=ticket, is_last=True, was_reopened=False, by=by, **said).exists()


def keep(event: TicketEvent, solution: Solution) -> Resolution:
    """Write the solution that ``event`` tells of. The ticket is locked; what was kept of it before no longer counts."""
    ticket, by = event.ticket, event.by
    assert by is not None, "a ticket never solves itself"
    Resolution.objects.filter(ticket=ticket, is_last=True).update(is_last=False)
    return Resolution.objects.create(
        ticket=ticket,
        event=event,
        category_id=ticket.category_id,
        cause=_clean(solution.cause),
        fix=_clean(solution.fix),
        checked=_clean(solution.checked),
        is_workaround=solution.is_workaround,
        restored_at=solution.restored_at or event.at,
        by=by,
        at=event.at,
    )


def _clean(text: str) -> str:
    return printable(text).strip()
