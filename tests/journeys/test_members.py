"""A delegated manager through the browser: invites, is joined, and lets go again, tickets too; at 320 px and without script."""

import re
from functools import partial

import pytest
from django.conf import settings

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation
from notifications.models import MailText
from tests import factories
from tests.journeys import way
from tests.journeys.looking import look_around
from tests.tickets.standing import stand
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}


def mailed_link() -> str:
    """The path of the newest invitation's link."""
    found = re.search(r"\S+/organisation/join/\S+", MailText.objects.filter(text__contains="/organisation/join/").latest("pk").text)
    assert found is not None
    return found[0].removeprefix(settings.BASE_URL)


def test_a_guest_joins_by_link_sees_a_colleague_s_ticket_and_is_removed(town, requester, support, open_browser) -> None:
    found: list[str] = []
    look = partial(look_around, found)
    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    rosa = factories.person("rosa@example.net", "Rosa Pujades")
    for person, role in ((requester, ContactRole.MEMBER), (rosa, ContactRole.MANAGER)):
        Contact.objects.create(user=person, organisation=council, role=role)
    ticket = stand(factories.ticket(requester, support, requester_proven=True), Status.OPEN)
    manager = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)
    guest = open_browser(javascript=False, viewport=PHONE)
    reader = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)

    way.enter_by_code(manager, "rosa@example.net")
    way.go(manager, ".site-nav a[href='/organisation/people/']")
    look(manager)
    way.go(manager, "main .button--primary")
    look(manager)
    way.go(manager, "main form .button--primary")
    look(manager)
    manager.fill("[name=email]", "nova@example.net")
    way.go(manager, "main form .button--primary")
    look(manager)
    reader.goto(mailed_link())
    look(reader)
    guest.goto(mailed_link())
    guest.fill("[name=name]", "Nova Riu")
    way.go(guest, "main form .button--primary")
    guest.wait_for_url("**/tickets/")
    guest.goto(f"/tickets/{ticket.pk}/")
    assert "The light is red." in guest.inner_text(".conversation")
    reader.goto(mailed_link())
    look(reader)
    guest.goto("/tickets/new/")
    guest.fill("[name=title]", "The printer is silent")
    guest.fill("[name=body]", "It takes no paper.")
    way.go(guest, "main form .button--primary")

    manager.goto("/organisation/people/")
    nova = "li:has-text('Nova Riu')"
    way.go(manager, f"{nova} a[href$='/roles/']")
    look(manager)
    manager.goto("/organisation/people/")
    way.go(manager, f"{nova} a[href$='/remove/']")
    look(manager)
    manager.select_option("[name=to]", label="Rosa Pujades · rosa@example.net")
    way.go(manager, "main form .button--danger")
    look(manager)
    assert Ticket.objects.get(title="The printer is silent").requester == rosa

    guest.goto(f"/tickets/{ticket.pk}/")
    assert guest.locator(".conversation").count() == 0
    guest.goto("/tickets/")
    assert "/accounts/login/" in guest.url
    assert found == []
