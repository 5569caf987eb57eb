"""Every page there is, for everybody: with axe, on a narrow screen, mirrored, and without script."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys import full_house, way
from tests.journeys.full_house import NO_PAGES, OF_THE_HOUSE, ON_THE_WAY, House
from tests.journeys.looking import WIDEST
from tests.plugins.browser import barriers
from tests.tickets.test_access import GET

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
# What only a script could make useful stays away without one, and a form can always be sent.
DEAD_ENDS = """[...document.querySelectorAll('button[type=button], a:not([href]), main form:not(:has([type=submit], button:not([type])))')]
  .filter(part => part.checkVisibility()).map(part => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def house(town, support, requester) -> House:
    return full_house.furnish(town, support, requester)


def enter(page: Any, house: House, reader: str) -> None:
    """Let the page's browser be the reader's; an agent signs in by hand, which lets them change how they sign in."""
    if reader == "anonymous":
        return
    person = house.people[reader]
    if reader == "agent":
        way.sign_in(page, str(person.email))
        return
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": "localhost", "path": "/"}])


def names(entries: Any, space: str = "") -> set[str]:
    """The names of all addresses but the administration's."""
    found: set[str] = set()
    for entry in entries:
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            found |= names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            found.add(f"{space}{entry.name}")
    return found


def test_every_address_is_a_page_to_look_at_or_known_to_be_none() -> None:
    known = set(GET) | set(OF_THE_HOUSE) | ON_THE_WAY

    assert names(get_resolver().url_patterns) == known
    assert set(GET) >= NO_PAGES


def test_every_page_is_without_barriers_and_fits_a_narrow_screen(house, open_browser) -> None:
    found: list[str] = []
    for reader, pages in full_house.addresses(house).items():
        page = open_browser(bypass_csp=True, reduced_motion="reduce", viewport=DESK)
        enter(page, house, reader)
        for address in pages:
            answer = page.goto(address)
            assert "text/html" in answer.headers["content-type"], address
            found += [f"{address}: {barrier}" for barrier in barriers(page)]
            page.emulate_media(color_scheme="dark")
            found += [f"{address}, dark: {barrier}" for barrier in barriers(page, "color-contrast")]
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(PHONE)
            found += too_wide(page, address)
            page.set_viewport_size(DESK)

    assert found == []


def test_every_page_works_mirrored_and_without_script(house, open_browser) -> None:
    found: list[str] = []
    for reader, pages in full_house.addresses(house).items():
        page = open_browser(javascript=False, locale="ar-XB", viewport=PHONE)
        enter(page, house, reader)
        for address in pages:
            page.goto(address)
            assert page.evaluate("document.documentElement.dir") == "rtl", address
            found += too_wide(page, address)
            found += [f"{address}: without script, {part}" for part in page.evaluate(DEAD_ENDS)]

    assert found == []


def too_wide(page: Any, address: str) -> list[str]:
    """What makes the page scroll sideways."""
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{address}: too wide, {page.evaluate(WIDEST)}"] if is_wide else []
