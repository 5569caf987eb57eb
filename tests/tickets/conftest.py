"""A frozen clock, one ticket of Marta's in support, and a browser for everybody who may come near it."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Invitation, Organisation, PartnerGrant, User
from queues.models import Queue
from tests import factories
from tests.tickets.doors import ADDRESSES, VIEWERS
from tests.tickets.moments import NOON
from tickets import grants
from tickets.actions import files, following
from tickets.enums import FollowerRole
from tickets.models import Attachment, Ticket


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Noon, and it stays noon until a test moves it on. Real services need a clock that runs."""
    if request.node.get_closest_marker("services"):
        yield None
        return
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ticket(support: Queue, requester: User) -> Ticket:
    """Marta's ticket in support: new, on line 1, owned by nobody."""
    return factories.ticket(requester, support)


@pytest.fixture
def file(ticket: Ticket) -> Attachment:
    """A file that the requester sent."""
    form = uuid.UUID(int=1)
    files.keep_drafts(form, [SimpleUploadedFile("light.txt", b"red")])
    files.attach_drafts(ticket.messages.get(), form)
    return Attachment.objects.get()


@pytest.fixture
def council(ticket, requester, colleague) -> Organisation:
    """The ticket's organisation, for which the requester of a partner opened it; all that is proven is shared in both."""
    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    partner = Organisation.objects.create(name="Puig Advisers", sharing=Sharing.ALL)
    right = PartnerGrant.objects.create(partner=partner, client=council, granted_at=NOON)
    for person, place, role in (
        (requester, partner, ContactRole.MEMBER),
        (factories.person("partner@example.com", "Carmen Ortega"), partner, ContactRole.MEMBER),
        (colleague, council, ContactRole.MEMBER),
        (factories.person("manager@example.net", "Rosa Pujades"), council, ContactRole.MANAGER),
    ):
        Contact.objects.create(user=person, organisation=place, role=role)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=council, partner_grant=right, requester_proven=True)
    ticket.refresh_from_db()
    ends = NOON + timedelta(days=14)
    Invitation.objects.create(organisation=council, email="guest@example.net", invited_at=NOON, expires_at=ends)
    return council


@pytest.fixture
def doors(ticket, council, support, stranger, agent, lead, treasurer) -> dict[str, Client]:
    """A browser for each viewer."""
    User.objects.create_superuser("admin@example.org", name="Berta Costa")
    browsers = {name: Client() for name in VIEWERS}
    for name in set(VIEWERS) - {"anonymous", "grantee", "other_grantee", "follower"}:
        person = User.objects.get(email__startswith=f"{ADDRESSES.get(name, name)}@")
        browsers[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    follower = factories.person("follower@example.com", "Pol Vila")
    following.follow(ticket, follower, role=FollowerRole.CC, by=None)
    browsers["follower"].force_login(follower, backend="django.contrib.auth.backends.ModelBackend")
    other = factories.ticket(stranger, support)
    for name, granted in (("grantee", ticket), ("other_grantee", other)):
        browsers[name].get(reverse("tickets:open", args=[granted.pk, grants.link_token(granted)]))
    return browsers
