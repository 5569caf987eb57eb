"""Sorting and passing on in a browser: by keyboard alone, and without barriers on any of the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from queues.enums import Tier
from queues.models import Absence, AgentProfile, Membership, Queue
from tests import factories
from tests.journeys import way
from tests.journeys.looking import WIDEST, tab_to
from tests.plugins.browser import barriers
from tickets.actions import conversation, lifecycle, routing
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, Priority
from tickets.models import Promise

pytestmark = pytest.mark.journey

PHONE = {"width": 320, "height": 640}


def choose(page: Any, name: str, value: str) -> None:
    """Go to a group of radio buttons and press the arrow until one is chosen."""
    tab_to(page, f"[name={name}]")
    for _ in range(8):
        if page.is_checked(f"[name={name}][value='{value}']"):
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"no arrow leads to {value}")


def enter(page: Any, to: str) -> None:
    """Go to a link or button that leads to another page, and press Enter."""
    tab_to(page, to)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_agent_sorts_a_ticket_and_promises_news_by_keyboard_alone(town, support, requester, open_browser) -> None:
    ticket = factories.ticket(requester, support)
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    found: list[str] = []
    # Day and month are the same number, whichever the browser asks for first.
    day = next(day for day in (timezone.localdate() + timedelta(days=number) for number in range(2, 40)) if day.day == day.month)
    way.sign_in(page, town.email)
    page.goto("/desk/queues/support/")

    enter(page, f"#row-{ticket.pk}")
    tab_to(page, f".verbs a[href='/desk/tickets/{ticket.pk}/triage/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.verb [name=urgency]")
    choose(page, "people", "all")
    choose(page, "urgency", "stops")
    assert page.inner_text(".matrix__answer strong") == "Critical"
    found.extend(barriers(page))
    enter(page, "form.verb .button--primary")
    assert "Critical" in page.inner_text("main")
    tab_to(page, "#reply_body")
    page.keyboard.type("The cabinet in your street has no power.")
    tab_to(page, "#reply-form .composer__besides > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#reply_on_it")
    page.keyboard.press("Space")
    tab_to(page, "#reply_news_by")
    # The control has a stop for each part; a letter where the clock has none for it changes nothing.
    for part in (f"{day.day:02}", f"{day.month:02}", str(day.year), "ArrowRight", "11", "11", "A"):
        page.keyboard.press(part) if part == "ArrowRight" else page.keyboard.type(part)
    found.extend(barriers(page))
    enter(page, "#reply-form .composer__foot .button--primary")

    ticket.refresh_from_db()
    promise = Promise.objects.get()
    assert (ticket.people, ticket.urgency, ticket.priority) == ("all", "stops", Priority.CRITICAL)
    assert timezone.localtime(promise.due_at, timezone.get_default_timezone()).date() == day
    assert "we are working on it" in page.inner_text(".conversation")
    assert found == []


@pytest.fixture
def places(town: User, support: Queue, treasury: Queue, lead: User, treasurer: User, requester: User) -> list[str]:
    """The pages of sorting, naming, assigning and passing on, each with what it shows when it is full."""
    Queue.objects.filter(pk=support.pk).update(keeps_reading=True)
    Membership.objects.create(user=treasurer, queue=support, tier=Tier.FIRST)
    now = timezone.now()
    here, away, came, gone = (factories.ticket(requester, support, title="No connection") for _ in range(4))
    conversation.reply(here, Draft("We look into it.", news_by=now + timedelta(minutes=5)), by=town)
    lifecycle.take(here, by=town)
    lifecycle.take(away, by=lead)
    Absence.objects.create(user=lead, first_day=timezone.localdate(), last_day=timezone.localdate() + timedelta(days=3), note="A course.")
    conversation.answer(away, Answer("Still red.", Channel.WEB), by=requester)
    routing.transfer(came, to=treasury, note="The fee.", by=town)
    routing.transfer(came, to=support, note="Paid.", by=treasurer)
    routing.transfer(gone, to=treasury, note="The fee.", by=town)
    AgentProfile.objects.update_or_create(user=town, defaults={"seen_at": now - timedelta(hours=5)})
    of_ticket = ("triage", "retitle", "assign", "transfer")
    return [
        *(f"/desk/tickets/{here.pk}/{name}/" for name in of_ticket),
        f"/desk/tickets/{came.pk}/send-back/",
        f"/desk/tickets/{gone.pk}/",
        f"/desk/tickets/{here.pk}/",
        "/desk/me/",
        "/desk/",
        "/desk/queues/support/?language=en&due=soon",
        "/desk/search/?q=language:en",
    ]


def test_pages_of_sorting_and_passing_on_have_no_barriers(places, town, open_browser) -> None:
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    way.sign_in(page, town.email)
    found: list[str] = []

    for address in places:
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))

    assert found == []
    page.goto("/desk/")
    said = page.inner_text("main")
    assert all(words in said for words in ("Since you were last here", "News promised for today", "News for people who are away"))


@pytest.mark.parametrize("locale", ["en-GB", "ar-XB"])
def test_pages_of_sorting_and_passing_on_fit_a_small_screen(places, town, open_browser, locale) -> None:
    page = open_browser(locale=locale, viewport=PHONE)
    way.sign_in(page, town.email)
    too_wide: list[str] = []
    directions: set[str] = set()

    for address in places:
        assert page.goto(address).status == 200
        directions.add(page.evaluate("document.documentElement.dir"))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(f"{address}: {page.evaluate(WIDEST)}")

    assert too_wide == []
    assert directions == {"rtl" if locale == "ar-XB" else "ltr"}
