"""The table of docs/permissions.md says what the code does: each cell is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import getmembers, isfunction
from typing import Any

import pytest
from django.conf import settings

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation, User
from accounts.sharing import with_organisations
from accounts.viewer import Viewer
from queues.models import Queue
from queues.viewers import viewer_of
from tests import factories
from tests.tickets.moments import NOON
from tickets import permissions
from tickets.actions import partnering
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Seat:
    """Who looks at which ticket, and whether they came by a mailed link."""

    who: Viewer
    ticket: Ticket
    reads_the_mail: bool = False

    def reads(self) -> bool:
        """Whether the portal or the desk shows the conversation."""
        return self.is_at_desk() or Ticket.objects.visible_to(self.who).filter(pk=self.ticket.pk).exists()

    def is_at_desk(self) -> bool:
        """Whether the desk shows the whole."""
        return Ticket.objects.read_by(self.who).filter(pk=self.ticket.pk).exists()


DEEDS: dict[str, Callable[[Seat], bool]] = {
    "read the public conversation and files, transcript as PDF": Seat.reads,
    "read internal notes and their files, transcript with notes": Seat.is_at_desk,
    "answer as the requester's side, say that it is still broken": lambda seat: permissions.may_answer(seat.who, seat.ticket),
    "say that it is solved, or works": lambda seat: permissions.may_end(seat.who, seat.ticket),
    "receipt with the code": lambda seat: permissions.holds_code(seat.who, seat.ticket),
    "say who else follows": lambda seat: permissions.may_invite(seat.who, seat.ticket, reads_the_mail=seat.reads_the_mail),
    "write notes": Seat.is_at_desk,
    "reply, call, and every verb that changes it": lambda seat: permissions.may_work_on(seat.who, seat.ticket),
}


def table() -> dict[str, dict[str, bool]]:
    """The table as it is written: the row's words, then yes or no by column."""
    text = (settings.BASE_DIR / "docs" / "permissions.md").read_text()
    section = text.split("## Tickets\n")[1].split("\n## ")[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    head, _rule, *rows = lines
    assert all(cell.split(":")[0] in {"yes", "no"} for row in rows for cell in row[1:])
    return {row[0]: {name: cell.startswith("yes") for name, cell in zip(head[1:], row[1:], strict=True)} for row in rows}


@pytest.fixture
def seats(
    support: Queue, treasury: Queue, requester: User, colleague: User, stranger: User, agent: User, lead: User, treasurer: User
) -> dict[str, list[Seat]]:
    """Everybody of the table, each before the ticket they have to do with."""
    council = Organisation.objects.create(name="Vilaclara", sharing=Sharing.ALL)
    advisers = Organisation.objects.create(name="Puig Advisers", sharing=Sharing.ALL, is_partner=True)
    rosa, partner = factories.person("rosa@example.net", "Rosa"), factories.person("puig@example.net", "Puig")
    for person, place, role in (
        (requester, council, ContactRole.MEMBER),
        (colleague, council, ContactRole.MEMBER),
        (rosa, council, ContactRole.MANAGER),
        (stranger, advisers, ContactRole.MEMBER),
        (partner, advisers, ContactRole.MEMBER),
    ):
        Contact.objects.create(user=person, organisation=place, role=role)
    right = partnering.grant(council, partner=advisers, until=None, by=rosa, at=NOON)
    ticket = factories.ticket(requester, support, requester_proven=True)
    ticket.readers.add(treasury)
    for_client = factories.ticket(stranger, support, requester_proven=True, partner_grant=right)
    held = Viewer(granted_tickets=frozenset({ticket.pk}))

    def portal(person: User) -> Viewer:
        return with_organisations(Viewer(user_id=person.pk), on=NOON.date())

    return {
        "anonymous": [Seat(Viewer(), ticket)],
        "mailed link": [Seat(held, ticket, reads_the_mail=True)],
        "receipt, code": [Seat(held, ticket)],
        "requester": [Seat(portal(requester), ticket), Seat(portal(stranger), for_client)],
        "colleague, partner": [Seat(portal(colleague), ticket), Seat(portal(colleague), for_client), Seat(portal(partner), for_client)],
        "manager": [Seat(portal(rosa), ticket), Seat(portal(rosa), for_client)],
        "follower": [Seat(replace(portal(stranger), followed_tickets=frozenset({ticket.pk})), ticket)],
        "agent of the queue": [Seat(viewer_of(agent.pk), ticket)],
        "reader": [Seat(viewer_of(treasurer.pk), ticket)],
        "lead": [Seat(viewer_of(lead.pk), ticket)],
    }


def test_the_table_has_every_deed_and_everybody(seats):
    assert set(table()) == set(DEEDS)
    assert {tuple(row) for row in table().values()} == {tuple(seats)}


@pytest.mark.parametrize("deed", DEEDS)
def test_each_cell_says_what_the_code_does(seats, deed):
    does = {name: {DEEDS[deed](seat) for seat in group} for name, group in seats.items()}

    assert does == {name: {allowed} for name, allowed in table()[deed].items()}


def test_no_rule_about_tickets_is_missing():
    rules: list[tuple[str, Any]] = getmembers(permissions, lambda rule: isfunction(rule) and rule.__module__ == permissions.__name__)
    about_views = {"may_change_view", "may_share_view", "may_unshare_view"}
    # What the others are made of.
    parts = {"is_on_the_side", "follows", "only_follows", "asked", "shares", "is_owner"}
    asked = {name for deed in DEEDS.values() for name in deed.__code__.co_names}

    assert {name for name, _rule in rules} - about_views - parts == {name for name in asked if name.startswith(("may_", "holds_"))}
