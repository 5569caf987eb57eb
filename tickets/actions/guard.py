"""Nobody answers without knowing what was said meanwhile, or undoes unseen what a colleague did; and the same form sent twice acts once."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext

from accounts.models import User
from tickets.enums import Verb
from tickets.errors import Stale
from tickets.models import Ticket, TicketEvent

# What changes whose a ticket is, and where it lies.
OWNING = frozenset({Verb.TAKEN, Verb.ASSIGNED, Verb.RELEASED})
MOVING = frozenset({Verb.ESCALATED, Verb.HANDED_BACK, Verb.TRANSFERRED})

# What somebody who is writing has to know before it is sent.
NEWS = frozenset(
    {
        Verb.WRITTEN,
        Verb.OUTSIDER_WROTE,
        Verb.MAIL_HELD,
        Verb.CONSULT_ANSWERED,
        Verb.ANSWERED,
        Verb.CALLED,
        Verb.NOTED,
        Verb.TRANSFERRED,
        Verb.RESOLVED,
        Verb.CLOSED,
        Verb.REJECTED,
        Verb.REOPENED,
        Verb.RECOVERED,
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


def missed(ticket: Ticket, verbs: Collection[Verb], *, seen: int | None, by: User) -> TicketEvent | None:
    """Return the last time that somebody else used one of ``verbs`` on the locked ``ticket`` since the entry ``seen``."""
    if seen is None:
        return None
    return ticket.events.filter(pk__gt=seen, verb__in=verbs).exclude(by=by).select_related("by").order_by("pk").last()


def require_same_place(ticket: Ticket, *, seen: int | None, by: User) -> None:
    """Raise ``Stale`` when somebody else moved the locked ``ticket`` to another line or queue since the entry ``seen``."""
    if missed(ticket, MOVING, seen=seen, by=by) is not None:
        place = f"{ticket.queue.name} · {ticket.get_tier_display()}"
        raise Stale(gettext("Somebody moved this ticket meanwhile, so nothing was done. It is in %(place)s now.") % {"place": place})


def repeats(ticket: Ticket, *verbs: Verb, seen: int | None, by: User) -> bool:
    """Tell whether ``verbs`` hold what ``by`` did last to the locked ``ticket``, since the entry ``seen``: the same form is here again."""
    if seen is None:
        return False
    last = ticket.events.filter(pk__gt=seen, by=by).order_by("pk").values_list("verb", flat=True).last()
    return last in verbs
