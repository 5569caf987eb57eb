"""A partner asks in a client's name until the client takes that back; an agent looks both up. At 320 px, mirrored, and without script."""

from functools import partial
from typing import Any

import pytest

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation, User
from tests import factories
from tests.journeys import way
from tests.journeys.looking import look_around
from tests.tickets.standing import stand
from tickets.actions import following
from tickets.enums import FollowerRole, Status
from tickets.models import Ticket

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}
TITLE = "The register of Vilaclara is locked"


@pytest.fixture
def council(requester: User) -> Organisation:
    """The client: Marta's, with all tickets shared."""
    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    Contact.objects.create(user=requester, organisation=council)
    return council


def test_a_partner_asks_for_a_client_until_it_is_taken_back(town, council, support, open_browser) -> None:
    found: list[str] = []
    look = partial(look_around, found)
    rosa, puig = (factories.person(f"{name.lower()}@example.net", name) for name in ("Rosa", "Puig"))
    Contact.objects.create(user=rosa, organisation=council, role=ContactRole.MANAGER)
    advisers = Organisation.objects.create(name="Puig Advisers", is_partner=True)
    Contact.objects.create(user=puig, organisation=advisers)
    manager = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)
    asker = open_browser(javascript=False, viewport=PHONE)

    way.enter_by_code(manager, "rosa@example.net")
    way.go(manager, "main a[href='/tickets/organisation/partners/']")
    look(manager)
    manager.select_option("[name=partner]", label="Puig Advisers")
    way.go(manager, "main form .button--primary")
    look(manager)

    way.enter_by_code(asker, "puig@example.net")
    asker.goto("/tickets/new/")
    asker.select_option("[name=organisation]", label="Vilaclara Town Council")
    asker.fill("[name=title]", TITLE)
    asker.fill("[name=body]", "Nobody can file anything.")
    way.go(asker, "main form .button--primary")
    ticket = Ticket.objects.get(title=TITLE)
    asker.goto("/tickets/")
    assert TITLE in asker.inner_text("main")

    manager.goto("/tickets/organisation/partners/")
    way.go(manager, "main .news__item .button")
    look(manager)
    way.go(manager, "main form .button--danger")
    look(manager)

    asker.goto("/tickets/")
    assert TITLE not in asker.inner_text("main")
    asker.goto(f"/tickets/{ticket.pk}/")
    assert asker.locator(".conversation").count() == 0
    manager.goto(f"/tickets/{ticket.pk}/")
    assert manager.locator(".conversation").count() == 1
    assert found == []


def test_an_agent_looks_up_a_person_and_their_organisation(town, council, requester, support, open_browser) -> None:
    found: list[str] = []
    look = partial(look_around, found)
    User.objects.filter(pk=requester.pk).update(email="marta.soler.de.la.merce.i.castellnou@vilaclara.example.net")
    factories.ticket(requester, support, title=TITLE)
    stand(factories.ticket(requester, support, title="A letter never came"), Status.CLOSED)
    desk = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE)

    way.sign_in(desk, "agent@example.org")
    desk.goto("/desk/people/?q=marta")
    way.go(desk, f"main a[href='/desk/people/{requester.pk}/']")
    look(desk)
    way.go(desk, ".tabs a[href$='show=open']")
    assert [title in desk.inner_text("main") for title in (TITLE, "A letter never came")] == [True, False]
    way.go(desk, f"a[href='/desk/organisations/{council.pk}/']")
    look(desk)
    way.go(desk, ".tabs a[href$='show=finished']")
    look(desk)
    assert [title in desk.inner_text("main") for title in (TITLE, "A letter never came")] == [False, True]
    desk.set_viewport_size({"width": 1440, "height": 900})
    look(desk)
    assert found == []


@pytest.mark.parametrize("locale", ["en-GB", "ar-XB"])
def test_a_requester_s_lists_are_their_own_their_organisation_s_and_those_they_follow(
    town, council, requester, colleague, stranger, support, open_browser, locale
) -> None:
    found: list[str] = []
    look: Any = partial(look_around, found)
    Contact.objects.create(user=colleague, organisation=council)
    own, shared, followed = (
        factories.ticket(person, support, title=title, requester_proven=True)
        for person, title in ((requester, "Mine"), (colleague, "Of a colleague"), (stranger, "Of a stranger"))
    )
    following.follow(followed, requester, role=FollowerRole.CC, by=town)
    page = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=PHONE, locale=locale)

    way.enter_by_code(page, "marta@example.net")
    seen = {}
    for room in ("/tickets/", "/tickets/organisation/", "/tickets/followed/"):
        page.goto(room)
        look(page)
        seen[room] = {ticket.pk for ticket in (own, shared, followed) if page.locator(f"main a[href='/tickets/{ticket.pk}/']").count()}

    assert page.evaluate("document.documentElement.dir") == ("rtl" if locale == "ar-XB" else "ltr")
    assert seen == {"/tickets/": {own.pk}, "/tickets/organisation/": {own.pk, shared.pk}, "/tickets/followed/": {followed.pk}}
    assert found == []
