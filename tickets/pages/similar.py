"""How the same kind of trouble was solved before."""

from accounts.viewer import Viewer
from tickets.models import Resolution, Ticket

SIMILAR_LIMIT = 6


def similar(ticket: Ticket, who: Viewer) -> list[Resolution]:
    """Return what solved other tickets of the category, of queues that ``who`` works in: first what lasted, then the newest."""
    if ticket.category_id is None:
        return []
    rows = Resolution.objects.visible_to(who).best_of(ticket.category_id).exclude(ticket=ticket)
    return list(rows.select_related("ticket")[:SIMILAR_LIMIT])


def fix_of(number: str, who: Viewer) -> str:
    """Return what was done, by the resolution with that number; empty when there is none that ``who`` may read."""
    if not number.isdecimal() or len(number) > 18:
        return ""
    return Resolution.objects.visible_to(who).filter(pk=int(number)).values_list("fix", flat=True).first() or ""
