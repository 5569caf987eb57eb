"""What organisations add to what a person may see: resolved once per request."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from accounts import tree
from accounts.enums import ContactRole
from accounts.models import Contact, Organisation, PartnerGrant
from accounts.viewer import Viewer


def with_organisations(viewer: Viewer, *, on: date) -> Viewer:
    """Return ``viewer`` with the organisations of the person behind it, as of a day: one query, up to three for their members."""
    if viewer.user_id is None:
        return viewer
    rows = Contact.objects.filter(user_id=viewer.user_id, organisation__is_active=True)
    contacts = [row for row in rows.select_related("organisation__parent__parent") if _is_in_use(row.organisation)]
    if not contacts:
        return viewer
    sharing = {row.organisation_id: row.organisation for row in contacts if row.organisation.shares_with(row.role)}
    managed = {row.organisation_id for row in contacts if row.role == ContactRole.MANAGER}
    branches = tree.below(managed | {pk for pk, organisation in sharing.items() if organisation.shares_below})
    member_of = {row.organisation_id for row in contacts}
    grants = dict(PartnerGrant.objects.given(on).filter(partner_id__in=member_of).values_list("pk", "partner_id"))
    return replace(
        viewer,
        shared_ids=_all(branches[pk] if organisation.shares_below else {pk} for pk, organisation in sharing.items()),
        partner_grant_ids=frozenset(grants),
        shared_grant_ids=frozenset(grant for grant, partner in grants.items() if partner in sharing),
        managed_ids=_all(branches[pk] for pk in managed),
    )


def _is_in_use(organisation: Organisation) -> bool:
    return all(each.is_active for each in tree.lineage(organisation))


def _all(groups: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(pk for group in groups for pk in group)
