"""Writing in the composer, in a real browser: taken back, from a macro, and held because a colleague was faster."""

from typing import Any

import pytest

from accounts import installation
from accounts.models import Installation, User
from queues.enums import MacroOwner
from queues.models import Macro
from tests import factories
from tests.journeys import way
from tests.journeys.conftest import let_in
from tests.plugins.browser import barriers
from tickets.models import Message, SavedDraft, Ticket

pytestmark = pytest.mark.journey

REPLY = "Please hold the button for ten seconds."
CANCEL = "form[action$='/cancel/'] button"


@pytest.fixture
def ticket(town: User, support: Any, requester: User) -> Ticket:
    """A ticket that nobody has answered."""
    return factories.ticket(requester, support)


def let_replies_wait(seconds: int) -> None:
    """Give everybody ``seconds`` to take a reply back."""
    Installation.objects.update(undo_seconds=seconds)
    installation.forget()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reply_is_taken_back_and_sent_after_all(town, ticket, open_browser, javascript) -> None:
    let_replies_wait(120)
    page = open_browser(javascript=javascript)
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/")

    way.write(page, ticket.pk, "reply", REPLY)
    assert page.locator(CANCEL).count() == 1
    way.go(page, CANCEL)
    assert not Message.objects.filter(ticket=ticket, author=town).exists()
    assert page.input_value("#reply_body") == REPLY
    assert REPLY not in page.inner_text(".conversation")
    let_replies_wait(0)
    way.go(page, "#reply-form .composer__foot .button--primary")

    assert page.locator(CANCEL).count() == 0
    assert REPLY in page.inner_text(".conversation")
    assert Message.objects.get(ticket=ticket, author=town).body == REPLY
    assert not SavedDraft.objects.exists()


def test_a_waiting_reply_and_its_draft_have_no_barriers(town, ticket, open_browser) -> None:
    let_replies_wait(120)
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/")
    found: list[str] = []

    way.write(page, ticket.pk, "reply", REPLY)
    found.extend(in_both_schemes(page))
    way.go(page, CANCEL)
    found.extend(in_both_schemes(page))

    assert found == []


def test_a_macro_writes_and_takes_the_ticket_in_one_step(town, ticket, open_browser) -> None:
    Macro.objects.create(names={"en": "Mine now"}, texts={"en": "I look after this, {requester_name}."}, owner=MacroOwner.ME)
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{ticket.pk}/")

    page.click("#reply-form button[value=macros]")
    page.wait_for_selector("#ready-made .offers__one button")
    way.go(page, "#ready-made .offers__one button")
    assert page.input_value("#reply_body") == "I look after this, Marta Soler."
    way.go(page, "#reply-form .composer__foot .button--primary")

    ticket.refresh_from_db()
    assert ticket.owner == town
    assert Message.objects.get(ticket=ticket, author=town).body == "I look after this, Marta Soler."


def test_a_reply_written_beside_another_is_held_and_sent_by_one_more_click(town, ticket, lead, open_browser) -> None:
    let_in(lead)
    first, second = open_browser(), open_browser(bypass_csp=True, reduced_motion="reduce")
    for page, address in ((first, town.email), (second, lead.email)):
        way.sign_in(page, address)
        page.goto(f"/desk/tickets/{ticket.pk}/")

    second.fill("#reply_body", "Is the light red?")
    way.write(first, ticket.pk, "reply", REPLY)
    way.go(second, "#reply-form .composer__foot .button--primary")
    assert REPLY in second.inner_text(".composer__news")
    assert second.input_value("#reply_body") == "Is the light red?"
    assert list(Message.objects.filter(ticket=ticket, author=lead)) == []
    found = in_both_schemes(second)
    way.go(second, "#reply-form .composer__foot .button--primary")

    assert found == []
    assert [message.body for message in Message.objects.filter(ticket=ticket).order_by("pk")][1:] == [REPLY, "Is the light red?"]


def in_both_schemes(page: Any) -> list[str]:
    """What axe finds on the page in light and in dark."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))
    return found
