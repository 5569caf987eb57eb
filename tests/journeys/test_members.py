"""A delegated manager through the browser: invites, is joined, and lets go again; at 320 px and without script."""

import re
from typing import Any

import pytest
from django.conf import settings

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation
from notifications.models import MailText
from tests import factories
from tests.journeys import way
from tests.plugins.browser import barriers
from tests.tickets.standing import stand
from tickets.enums import Status

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}


def enter_by_code(page: Any, address: str) -> None:
    """Sign in with the code from the mail."""
    page.goto("/accounts/login/code/")
    page.fill("[name=email]", address)
    way.go(page, "main form .button--primary")
    lines = MailText.objects.filter(mail__topic="").latest("pk").text.splitlines()
    page.fill("[name=code]", next(line.strip() for line in lines if way.CODE.fullmatch(line.strip())))
    way.go(page, "main form .button--primary")
    page.wait_for_url("**/tickets/")


def mailed_link() -> str:
    """The path of the newest invitation's link."""
    found = re.search(r"\S+/organisation/join/\S+", MailText.objects.filter(text__contains="/organisation/join/").latest("pk").text)
    assert found is not None
    return found[0].removeprefix(settings.BASE_URL)


def test_a_guest_joins_by_link_sees_a_colleague_s_ticket_and_is_removed(town, requester, support, open_browser) -> None:
    found: list[str] = []

    def look(page: Any) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found.append(f"{page.url} is too wide")

    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    rosa = factories.person("rosa@example.net", "Rosa Pujades")
    for person, role in ((requester, ContactRole.MEMBER), (rosa, ContactRole.MANAGER)):
        Contact.objects.create(user=person, organisation=council, role=role)
    ticket = stand(factories.ticket(requester, support, requester_proven=True), Status.OPEN)
    manager = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)
    guest = open_browser(javascript=False, viewport=PHONE)
    reader = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)

    enter_by_code(manager, "rosa@example.net")
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

    manager.goto("/organisation/people/")
    nova = "li:has-text('Nova Riu')"
    way.go(manager, f"{nova} a[href$='/roles/']")
    look(manager)
    manager.goto("/organisation/people/")
    way.go(manager, f"{nova} a[href$='/remove/']")
    look(manager)
    way.go(manager, "main form .button--danger")
    look(manager)

    guest.goto(f"/tickets/{ticket.pk}/")
    assert guest.locator(".conversation").count() == 0
    guest.goto("/tickets/")
    assert "/accounts/login/" in guest.url
    assert found == []
