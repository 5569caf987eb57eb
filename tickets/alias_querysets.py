"""Selections of earlier references."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from tickets.references import earlier_references

if TYPE_CHECKING:
    from tickets.models import ReferenceAlias


class ReferenceAliasQuerySet(models.QuerySet["ReferenceAlias"]):
    """Selections of earlier references."""

    def number_meant(self, text: str) -> int | None:
        """Return the number of the ticket that the first earlier reference in ``text`` names; ``None`` when there is none. One query at most."""
        named = earlier_references(text)
        if not named:
            return None
        asked = Q(pk__in=())
        for prefix, number in named:
            asked |= Q(prefix=prefix, number=number) | Q(prefix=prefix, number__isnull=True)
        known = {(row.prefix, row.number): row for row in self.filter(asked)}
        for prefix, number in named:
            row = known.get((prefix, number))
            if row is not None:
                return row.ticket_id
            if (prefix, None) in known:
                return number
        return None
