"""From trouble to its solution, through the browser: requester and agent, with and without script, wide and narrow, by keyboard."""

from typing import Any

import pytest

from tests.journeys import way
from tests.journeys.looking import WIDEST, tab_to
from tests.plugins.browser import barriers
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}


def test_everybody_can_use_every_page_in_light_and_dark(town, open_browser, picture) -> None:
    found: list[str] = []

    def look(page: Any) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))

    # axe tries out styles, which the policy refuses; the other journeys keep the policy.
    requester, agent, follower = (open_browser(bypass_csp=True, reduced_motion="reduce") for _ in range(3))
    number = way.ask(requester, picture, look)
    way.sign_in(agent, town.email, look)
    way.work(agent, number, picture, look)
    way.follow(follower, number, look)
    way.sign_in_by_code(follower, "marta@example.net", look)

    assert found == []


def test_the_whole_way_works_without_javascript(town, open_browser, picture) -> None:
    requester, agent, follower = (open_browser(javascript=False) for _ in range(3))

    number = way.ask(requester, picture)
    way.sign_in(agent, town.email)
    way.work(agent, number, picture)
    way.follow(follower, number)
    way.sign_in_by_code(follower, "marta@example.net")

    assert Ticket.objects.get().status == Status.OPEN


@pytest.mark.parametrize("locale", ["en-GB", "ar-XB"])
def test_nothing_scrolls_sideways_on_a_small_screen(town, open_browser, picture, locale) -> None:
    too_wide: list[str] = []
    directions: set[str] = set()

    def look(page: Any) -> None:
        directions.add(page.evaluate("document.documentElement.dir"))
        wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if wide[0] > wide[1]:
            too_wide.append(f"{page.url}: {wide[0]} of {wide[1]} pixels, by {page.evaluate(WIDEST)}")

    requester, agent, follower = (open_browser(locale=locale, viewport=PHONE) for _ in range(3))
    number = way.ask(requester, picture, look)
    way.sign_in(agent, town.email, look)
    way.work(agent, number, picture, look)
    way.follow(follower, number, look)
    way.sign_in_by_code(follower, "marta@example.net", look)

    assert too_wide == []
    assert directions == {"rtl" if locale == "ar-XB" else "ltr"}


def test_a_ticket_is_opened_by_keyboard_alone(town, open_browser) -> None:
    page = open_browser()
    page.goto("/")

    tab_to(page, "main a[href='/tickets/new/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/new/")
    for name, text in (("title", way.TITLE), ("body", "It goes dark."), ("name", "Marta Soler"), ("email", "marta@example.net")):
        tab_to(page, f"[name={name}]")
        page.keyboard.type(text)
    tab_to(page, "main form .button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")

    assert Ticket.objects.get().title == way.TITLE
