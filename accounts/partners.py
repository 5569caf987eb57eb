"""Whether a partner's person may act for a client: asked for one ticket at a time, each time anew."""

from datetime import date

from accounts import tree
from accounts.models import Organisation, PartnerGrant, User


def may_act(person_id: int | None, grant_id: int, *, on: date) -> bool:
    """Whether a person may act by a right on a day: it holds, and they belong to the partner still."""
    rows = PartnerGrant.objects.given(on).filter(pk=grant_id, partner__contacts__user=person_id)
    right = rows.select_related("partner__parent__parent").first()
    return right is not None and _is_in_use(right)


def right_of(person: User, client: Organisation, *, on: date) -> PartnerGrant | None:
    """Return the right by which a person may act for ``client`` on a day, or ``None``; of several the oldest."""
    rows = PartnerGrant.objects.given(on).filter(client=client, partner__contacts__user=person).select_related("partner__parent__parent")
    return next((right for right in rows.order_by("pk").distinct() if _is_in_use(right)), None)


def _is_in_use(right: PartnerGrant) -> bool:
    return all(each.is_active for each in tree.lineage(right.partner))
