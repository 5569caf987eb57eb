"""Who acts for an organisation: the rights that hold, and those that ended."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import PartnerGrant
from queues.agents import today

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Right:
    """One partner's right in words; ``end_url`` is where it is taken back, while it holds."""

    partner: str
    client: str
    until: str
    given: str
    end_url: str = ""


def rights(clients: Collection[int], *, at_desk: bool) -> list[Right]:
    """Return the rights that ``clients`` gave, those that hold first, then by the partner's name."""
    rows = PartnerGrant.objects.filter(client__in=clients).select_related("partner", "client", "granted_by", "ended_by")
    day = today()
    found = [(row, row.is_given(day) and row.partner.is_active) for row in rows.order_by("partner__name", "pk")[:MOST_SHOWN]]
    return [_right(row, holds=holds, at_desk=at_desk) for row, holds in sorted(found, key=lambda pair: not pair[1])]


def _right(row: PartnerGrant, *, holds: bool, at_desk: bool) -> Right:
    return Right(row.partner.name, row.client.name, _until(row), _given(row), end_url(row, at_desk=at_desk) if holds else "")


def end_url(row: PartnerGrant, *, at_desk: bool) -> str:
    """Return where a right is taken back: at the desk, or in the portal."""
    return reverse("desk:partner_end", args=[row.client_id, row.pk]) if at_desk else reverse("tickets:partner_end", args=[row.pk])


def _until(row: PartnerGrant) -> str:
    if row.ended_at is not None and not row.is_over_by_day:
        said = gettext("Taken back on %(day)s by %(name)s") if row.ended_by else gettext("Taken back on %(day)s")
        return said % {"day": _day(localtime(row.ended_at)), "name": row.ended_by}
    if row.until is None:
        return gettext("Until it is taken back")
    return (gettext("Until %(day)s") if row.is_given(today()) else gettext("Ended on %(day)s")) % {"day": _day(row.until)}


def _given(row: PartnerGrant) -> str:
    said = gettext("Given on %(day)s by %(name)s") if row.granted_by else gettext("Given on %(day)s")
    return said % {"day": _day(localtime(row.granted_at)), "name": row.granted_by}


def _day(moment: object) -> str:
    return date_format(moment, "SHORT_DATE_FORMAT")  # type: ignore[arg-type]
