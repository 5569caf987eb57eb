"""Selections of earlier references."""

from collections.abc import Collection
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
        meant = self.numbers_meant(named)
        return next((meant[one] for one in named if one in meant), None)

    def numbers_meant(self, named: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """Return the numbers of the tickets that words and numbers of before name, for those that name one. One query at most."""
        if not named:
            return {}
        asked = Q(pk__in=())
        for prefix, number in named:
            asked |= Q(prefix=prefix, number=number) | Q(prefix=prefix, number__isnull=True)
        known = {(row.prefix, row.number): row for row in self.filter(asked)}
        meant = {}
        for prefix, number in named:
            row = known.get((prefix, number)) or known.get((prefix, None))
            if row is not None:
                meant[prefix, number] = row.ticket_id if row.ticket_id is not None else number
        return meant
