"""Who has a ticket open: one row an agent and ticket, moved on by their browser. Tickets and lists know nothing of it."""

from datetime import datetime, timedelta

from accounts.models import User
from foundation import clock
from tickets.models import Presence, Ticket

# A browser shows itself every 20 seconds; whoever missed it three times is gone.
GONE_AFTER = timedelta(seconds=60)


def seen(ticket: Ticket, *, by: User, is_writing: bool, at: datetime | None = None) -> None:
    """Note that ``by`` has the ticket open now."""
    row = Presence(ticket=ticket, user=by, seen_at=clock.now(at), is_writing=is_writing)
    Presence.objects.bulk_create([row], update_conflicts=True, unique_fields=["ticket", "user"], update_fields=["seen_at", "is_writing"])


def left(ticket: Ticket, *, by: User) -> None:
    """Note that ``by`` has closed the ticket."""
    Presence.objects.filter(ticket=ticket, user=by).delete()


def forget_before(before: datetime) -> None:
    """Forget who was there before ``before``."""
    Presence.objects.filter(seen_at__lt=before).delete()
