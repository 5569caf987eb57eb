"""Which state of a ticket somebody has seen: the number of the newest entry of its history."""

from django.db.models import IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from tickets.models import TicketEvent


def newest_entry() -> Coalesce:
    """Return the expression for a ticket's newest entry; 0 where there is none. Every change of a ticket writes one."""
    newest = TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    return Coalesce(Subquery(newest), Value(0), output_field=IntegerField())
