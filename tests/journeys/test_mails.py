"""Every mail as a mail program shows it: light and dark, narrow and wide, mirrored, without pictures."""

import pytest

from tests import factories
from tests.plugins.browser import barriers
from tests.tickets.mailbag import every_mail

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# How far the widest thing reaches beyond the window.
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def ticket(requester, support):
    """Marta's ticket."""
    return factories.ticket(requester, support)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mail_can_be_read_by_everybody(open_browser, ticket, agent, scheme):
    page = open_browser(color_scheme=scheme, bypass_csp=True)
    page.goto("/")

    for name, said in every_mail(ticket, agent, "en"):
        for width in (360, 700):
            page.set_viewport_size({"width": width, "height": 800})
            page.set_content(said.html)
            assert (name, barriers(page), page.evaluate(OVERHANG)) == (name, [], 0)


def test_every_mail_can_be_read_from_right_to_left(open_browser, ticket, agent):
    page = open_browser(bypass_csp=True, viewport={"width": 360, "height": 800})
    page.goto("/")

    for name, said in every_mail(ticket, agent, "en"):
        page.set_content(said.html.replace('dir="ltr">', 'dir="rtl">', 1))
        assert (name, page.evaluate(OVERHANG)) == (name, 0)
        assert page.locator("h1").evaluate("heading => getComputedStyle(heading).textAlign") in {"start", "right"}
