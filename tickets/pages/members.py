"""What those who look after an organisation's people see: who belongs there, and who is invited."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from accounts.actions import membership
from accounts.enums import InvitationState
from accounts.models import Contact, Invitation, Organisation, User
from accounts.viewer import Viewer
from foundation.namepages import page as name_page
from foundation.safetext import one_line
from tickets.actions import leaving
from tickets.forms.members import LeaveForm
from tickets.models import Ticket

MOST_INVITED = 50
# A longer list helps nobody to choose; the manager who removes somebody always stands in it.
MOST_HEIRS = 200


@dataclass(slots=True)
class Place:
    """What a person is to one organisation. ``open_tickets`` counts what they asked in its name and what is not finished."""

    organisation: Organisation
    open_tickets: int
    roles: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The roles in words."""
        return ", ".join(self.roles)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and what became of it."""

    invitation: Invitation
    state: InvitationState

    @property
    def may_be_sent_again(self) -> bool:
        """Whether it waits, or waited too long."""
        return self.state in {InvitationState.WAITING, InvitationState.EXPIRED}


def people_page(who: Viewer, text: str, cursor: str, *, at: datetime) -> dict[str, Any]:
    """Return the template context of the people whom the viewer looks after: by name, five queries however many."""
    words = one_line(text, 200)
    rows = User.objects.active().filter(pk__in=Contact.objects.filter(organisation__in=who.managed_ids).values("user"))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    page = name_page(rows, cursor=cursor)
    places = _places([person.pk for person in page.rows], who.managed_ids)
    return {
        "page": page,
        "rows": [(person, places[person.pk]) for person in page.rows],
        "invited": invited(who.managed_ids, at=at),
        "names_places": len(who.managed_ids) > 1,
        "asked": words,
        "me": who.user_id,
    }


def _places(people: Collection[int], organisations: Collection[int]) -> dict[int, list[Place]]:
    asked = Ticket.objects.unfinished().filter(requester__in=people, organisation__in=organisations).order_by()
    counts = {
        (row["requester"], row["organisation"]): row["n"] for row in asked.values("requester", "organisation").annotate(n=Count("pk"))
    }
    contacts = Contact.objects.filter(user__in=people, organisation__in=organisations).select_related("organisation")
    found: dict[int, dict[int, Place]] = defaultdict(dict)
    for contact in contacts.order_by("organisation__name", "pk"):
        here = (contact.user_id, contact.organisation_id)
        place = found[here[0]].setdefault(here[1], Place(contact.organisation, counts.get(here, 0)))
        place.roles.append(contact.get_role_display())
    return defaultdict(list, {person: list(each.values()) for person, each in found.items()})


def invited(organisations: Collection[int], *, at: datetime) -> list[Invited]:
    """Return the newest invitations to ``organisations`` that were not accepted, with what became of them; one query."""
    rows = Invitation.objects.filter(organisation__in=organisations, accepted_at=None).select_related("organisation", "invited_by")
    return [Invited(row, row.state(at)) for row in rows.order_by("-invited_at", "-pk")[:MOST_INVITED]]


def leave_form(person: User, organisation: Organisation, by: User, data: Any = None) -> LeaveForm:
    """Return what has to be asked before ``person`` leaves: who goes on with their tickets, and, where needed, the new manager."""
    others = User.objects.active().filter(contacts__organisation=organisation).exclude(pk=person.pk).distinct()
    colleagues = list(others.order_by("name", "pk")[:MOST_HEIRS])
    heirs = [each for each in {each.pk: each for each in (by, *colleagues)}.values() if each.pk != person.pk]
    has_tickets = leaving.asked(person, organisation).exists()
    needs_manager = membership.is_last_manager(person, organisation)
    initial = {"to": by.pk if by.pk != person.pk else None}
    return LeaveForm(data, heirs=heirs if has_tickets else (), managers=colleagues if needs_manager else (), initial=initial)


def leaving_said(person: User, organisation: Organisation) -> list[str]:
    """Return in sentences what happens when ``person`` leaves."""
    count = leaving.going_on(person, organisation).count()
    closed = leaving.asked(person, organisation).count() - count
    said = [gettext("They no longer see anything of %(name)s, and are signed out everywhere at once.") % {"name": organisation.name}]
    if count:
        said.append(
            gettext("Tickets that go on with somebody else: %(count)d. Links in earlier e-mails about them end.") % {"count": count}
        )
    if closed:
        said.append(gettext("Closed tickets that somebody else reads, and may reopen: %(count)d.") % {"count": closed})
    said.append(gettext("What they wrote stays. You can invite them again."))
    return said
