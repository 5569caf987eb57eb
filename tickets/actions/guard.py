"""Nobody answers without knowing what was said meanwhile."""

from django.db.models import QuerySet
from django.utils.translation import gettext

from accounts.models import User
from tickets.enums import Verb
from tickets.errors import Stale
from tickets.models import Ticket, TicketEvent

# What somebody who is writing has to know before it is sent.
NEWS = frozenset(
    {
        Verb.WRITTEN,
        Verb.OUTSIDER_WROTE,
        Verb.ANSWERED,
        Verb.CALLED,
        Verb.NOTED,
        Verb.TRANSFERRED,
        Verb.RESOLVED,
        Verb.CLOSED,
        Verb.REJECTED,
        Verb.REOPENED,
        # Whoever joins would read it, too.
        Verb.FOLLOWED,
    }
)


def news(ticket: Ticket, *, seen: int, by: User) -> QuerySet[TicketEvent]:
    """Return what others did after the entry ``seen`` of the history, as far as it matters to a writer, oldest first."""
    return ticket.events.filter(pk__gt=seen, verb__in=NEWS).exclude(by=by).order_by("pk")


def require_fresh(ticket: Ticket, *, seen: int | None, by: User) -> None:
    """Raise ``Stale`` when the locked ``ticket`` holds news since the entry ``seen``; ``None`` is a writer who saw no page."""
    if seen is not None and news(ticket, seen=seen, by=by).exists():
        raise Stale(gettext("Something happened while you were writing, so nothing was sent. Read it below; then send once more."))
