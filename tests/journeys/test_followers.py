"""Followers in a real browser: let in, left out of a reply, proposed and accepted, and gone by a mailed link."""

import re
from typing import Any

import pytest

from accounts.models import User
from notifications.models import Delivery, MailText
from tests import factories
from tests.journeys import way
from tests.plugins.browser import barriers
from tests.tickets.moments import NOON
from tickets.actions import following
from tickets.models import Ticket

pytestmark = pytest.mark.journey

LEAVE = re.compile(r"/tickets/\d+/leave/[^/\s]+/")
SEND = "#reply-form .composer__foot .button--primary"


@pytest.fixture
def ticket(town: User, support: Any, requester: User) -> Ticket:
    """A ticket that nobody has answered."""
    return factories.ticket(requester, support)


def look(page: Any) -> None:
    """Nobody meets a barrier, and nothing is wider than the screen."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def answered(ticket: Ticket) -> set[str]:
    """Who got the last reply."""
    newest = ticket.messages.filter(is_ours=True).latest("pk")
    return set(Delivery.objects.filter(mail__key__startswith=f"message:{newest.pk}").values_list("address", flat=True))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_follower_is_let_in_left_out_and_leaves_by_a_link(town, ticket, open_browser, javascript) -> None:
    page = open_browser(javascript=javascript)
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/followers/")
    page.fill("form.verb [name=address]", "pol@example.com")
    way.go(page, "form.verb .button--primary")
    page.goto(f"/desk/tickets/{ticket.pk}/")
    assert "pol@example.com" in page.inner_text(".recipients")

    way.write(page, ticket.pk, "reply", "For both of you.")
    assert answered(ticket) == {"marta@example.net", "pol@example.com"}
    page.uncheck(".recipients [name=cc]")
    way.write(page, ticket.pk, "reply", "For Marta alone.")
    assert answered(ticket) == {"marta@example.net"}

    reader = open_browser(javascript=javascript)
    text = MailText.objects.filter(mail__key__contains=":cc:").latest("pk").text
    reader.goto(str(LEAVE.findall(text)[0]))
    assert ticket.followers.count() == 1
    way.go(reader, "main form .button--primary")
    assert ticket.followers.count() == 0


def test_a_proposal_is_accepted_and_another_refused_without_barriers(town, ticket, colleague, stranger, open_browser) -> None:
    following.propose(ticket, [colleague, stranger], message_id=0, at=NOON)
    page = open_browser(bypass_csp=True, reduced_motion="reduce", viewport={"width": 320, "height": 800})
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/")

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        look(page)
    way.go(page, ".proposed__one:has-text('colleague@example.net') .button--primary")
    way.go(page, ".proposed__one form[action$='/remove/'] button")

    assert [row.user for row in ticket.followers.all()] == [colleague]
    assert page.locator(".proposed").count() == 0
    assert "colleague@example.net" in page.inner_text(".recipients")
    look(page)


def test_a_colleague_is_named_by_keyboard_alone(town, ticket, lead, open_browser) -> None:
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/")

    page.check("[name=composer-kind][value=note]")
    page.focus("#note_body")
    page.keyboard.type("Please ask @la")
    page.wait_for_selector("#colleagues [role=option]")
    look(page)
    active = page.get_attribute("#note_body", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.input_value("#note_body") == "Please ask @Laia Font "
    assert page.is_hidden("#colleagues")
    way.go(page, "#note-form .composer__foot .button--primary")

    assert Delivery.objects.filter(mail__key__startswith="mention:").get().address == lead.email
