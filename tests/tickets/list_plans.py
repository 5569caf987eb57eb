"""What a list of the desk asks the database, without its pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.viewer import Viewer
from foundation.keyset import keys_of
from tickets.forms.filters import SORTS, FilterForm
from tickets.models import Ticket
from tickets.pages import listing, places


def question(place: places.Place, query: str, who: Viewer) -> QuerySet[Any]:
    """The first page of a list, its filters and order as in an address."""
    form = FilterForm(QueryDict(query))
    rows = form.apply(place.rows(who), user_id=who.user_id, at=timezone.now())
    walk, keys = listing.walk_of(place, form, who), keys_of(Ticket, SORTS[form.order])
    if walk is not None:
        rows = rows.filter(pk__in=walk.rows(None, keys).values("pk"))
    return rows.order_by(*(key.order(is_backward=False) for key in keys))[:26]
