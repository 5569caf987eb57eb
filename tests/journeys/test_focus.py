"""Where the keyboard's focus goes: past the rail, into what opens, back to what opened it, and out at the other end."""

from typing import Any

import pytest

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.journeys import way
from tests.journeys.looking import tab_to
from tickets.models import Ticket

pytestmark = pytest.mark.journey

IS_FOCUSED = "selector => document.activeElement.matches(selector)"


@pytest.fixture
def desk(town: User, support: Queue, requester: User, open_browser: Any) -> tuple[Any, Ticket]:
    """The agent's browser on the page of a ticket that nobody has answered."""
    ticket = factories.ticket(requester, support)
    page = open_browser(reduced_motion="reduce")
    way.sign_in(page, str(town.email))
    page.goto(f"/desk/tickets/{ticket.pk}/")
    return page, ticket


def test_a_verb_takes_the_focus_and_gives_it_back(desk) -> None:
    page, ticket = desk
    opener = f".verbs a[href='/desk/tickets/{ticket.pk}/escalate/']"
    tab_to(page, opener)
    page.keyboard.press("Enter")
    page.wait_for_selector("#verb form")
    assert page.evaluate(IS_FOCUSED, "#verb .verb__title")

    tab_to(page, "#verb [data-close]")
    page.keyboard.press("Enter")

    assert page.locator("#verb form").count() == 0
    assert page.evaluate(IS_FOCUSED, opener)


def test_a_seldom_verb_gives_the_focus_back_to_its_menu(desk) -> None:
    page, _ticket = desk
    tab_to(page, ".verbs details.menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".verbs .menu__panel a[hx-get]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verb form")
    assert page.locator(".verbs details[open]").count() == 0

    tab_to(page, "#verb [data-close]")
    page.keyboard.press("Enter")

    assert page.evaluate(IS_FOCUSED, ".verbs details.menu > summary")


def test_the_first_stop_skips_to_the_content_and_no_stop_keeps_the_focus(desk) -> None:
    page, _ticket = desk
    page.keyboard.press("Tab")
    assert page.evaluate(IS_FOCUSED, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate(IS_FOCUSED, "main")
    tab_to(page, ".verbs details.menu > summary")
    page.keyboard.press("Enter")

    # Through the open menu, the composer and the context pane, and out of the page.
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break

    assert page.evaluate("document.activeElement === document.body")


def test_escape_closes_a_menu_and_gives_the_focus_back(desk) -> None:
    page, _ticket = desk
    tab_to(page, ".verbs details.menu > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate(IS_FOCUSED, ".verbs details.menu > summary")
