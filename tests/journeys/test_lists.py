"""The lists of the desk in a browser: by keyboard alone, without script, and while others work."""

from typing import Any

import pytest

from accounts.models import User
from queues.models import AgentProfile, Queue
from tests import factories
from tests.journeys import way
from tests.journeys.conftest import let_in
from tests.plugins.browser import barriers
from tickets.actions import lifecycle
from tickets.models import Ticket

pytestmark = pytest.mark.journey

SUPPORT = "/desk/queues/support/"


@pytest.fixture
def tickets(town: User, support: Queue) -> list[Ticket]:
    """Three tickets, the newest last."""
    return [factories.ticket(None, support, title=f"No connection {number}") for number in range(3)]


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_an_agent_goes_through_a_list_by_keys(town, tickets, open_browser) -> None:
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(SUPPORT)

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == f"row-{tickets[1].pk}"
    page.keyboard.press("x")
    assert page.is_checked(f"#pick-{tickets[1].pk}")
    assert page.inner_text("[data-pick-count]") == "1 chosen"
    page.keyboard.press("k")
    assert focused(page) == f"row-{tickets[2].pk}"
    page.keyboard.press("/")
    page.keyboard.type("jx?")
    assert page.input_value("#search-tickets") == "jx?"
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    assert page.is_visible("dialog.keys")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("m")
    assert page.url.endswith("/desk/mine/")
    page.goto(SUPPORT)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("o")
    assert page.url.endswith(f"/desk/tickets/{tickets[2].pk}/")
    page.keyboard.press("i")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("treit")
    assert Ticket.objects.get(pk=tickets[2].pk).owner is None


def test_single_keys_can_be_turned_off(town, tickets, open_browser) -> None:
    AgentProfile.objects.update_or_create(user=town, defaults={"keys_on": False})
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(SUPPORT)

    page.keyboard.press("j")

    assert focused(page) == ""


def test_lists_filters_and_keys_have_no_barriers(town, tickets, open_browser) -> None:
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    way.sign_in(page, town.email)
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{SUPPORT}?priority=2&sort=oldest")
        page.check(f"#pick-{tickets[0].pk}")
        page.click("#filters-link")
        page.wait_for_selector("#filters .filters")
        found.extend(barriers(page))
        page.goto(SUPPORT)
        page.keyboard.press("?")
        found.extend(barriers(page))

    assert found == []


@pytest.mark.parametrize("javascript", [True, False])
def test_many_tickets_are_taken_and_given_back(town, tickets, open_browser, javascript) -> None:
    page = open_browser(javascript=javascript)
    way.sign_in(page, town.email)
    page.goto(SUPPORT)

    page.check(f"#pick-{tickets[0].pk}")
    page.check(f"#pick-{tickets[2].pk}")
    way.go(page, "button[name=verb][value=take]")
    assert "Done with 2 tickets." in page.inner_text("main")
    assert list(Ticket.objects.order_by("pk").values_list("owner", flat=True)) == [town.pk, None, town.pk]
    way.go(page, "form[action$='/undo/'] button")
    assert "2 tickets are as they were before." in page.inner_text("main")

    assert set(Ticket.objects.values_list("owner", flat=True)) == {None}


def test_news_are_offered_and_leave_focus_and_choice_alone(town, tickets, open_browser, support) -> None:
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(SUPPORT)
    page.check(f"#pick-{tickets[1].pk}")
    page.focus(f"#row-{tickets[0].pk}")
    factories.ticket(None, support, title="Just arrived")

    page.evaluate("document.querySelector('live-tick').tick()")
    page.wait_for_selector("#news-show")

    assert "1 new or changed ticket: show" in page.inner_text("#news")
    assert "Just arrived" not in page.inner_text("main")
    assert focused(page) == f"row-{tickets[0].pk}"
    assert page.inner_text("#rail-deskqueuessupport").split()[0] == "4"
    page.click("#news-show")
    page.wait_for_selector("text=Just arrived")
    assert page.is_checked(f"#pick-{tickets[1].pk}")


def test_a_list_changed_by_a_colleague_is_not_overwritten(town, tickets, open_browser, lead) -> None:
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(SUPPORT)
    page.check(f"#pick-{tickets[0].pk}")
    lifecycle.take(tickets[0], by=lead)

    way.go(page, "button[name=verb][value=take]")

    assert f"{tickets[0].reference}: Changed meanwhile, so left alone" in page.inner_text("main")
    assert Ticket.objects.get(pk=tickets[0].pk).owner == lead


@pytest.mark.parametrize("javascript", [True, False])
def test_several_values_are_chosen_and_taken_away(town, tickets, open_browser, javascript) -> None:
    for ticket, priority in zip(tickets, (1, 3, 4), strict=True):
        Ticket.objects.filter(pk=ticket.pk).update(priority=priority)
    page = open_browser(javascript=javascript, viewport={"width": 360, "height": 740})
    way.sign_in(page, town.email)
    page.goto(SUPPORT)

    page.click("#filters-link")
    page.wait_for_selector("form.filters")
    page.check("[name=priority][value='3']")
    page.check("[name=priority][value='4']")
    way.go(page, "form.filters .button--primary")

    assert page.url.endswith("?priority=4&priority=3")
    assert page.locator(".queue__row").count() == 2
    page.click(".chip >> nth=0")
    page.wait_for_url(f"**{SUPPORT}?priority=3")
    assert page.locator(".queue__row .queue__link").all_inner_texts() == [tickets[1].title]


def test_a_view_is_saved_shared_and_begins_a_colleague_s_list(town, lead, tickets, open_browser) -> None:
    let_in(lead)
    Ticket.objects.filter(pk=tickets[0].pk).update(priority=4)
    page = open_browser()
    way.sign_in(page, lead.email)
    page.goto(f"{SUPPORT}?priority=3&priority=4")
    page.click("text=Save this view")
    page.fill("#view-name", "Red alert")
    way.go(page, ".save-view button")
    assert page.get_attribute("#view-1", "aria-current") == "page"
    page.goto("/desk/views/")
    assert "Priority: High or Critical" in page.inner_text("main")
    way.go(page, "form[action$='/share/'] button")

    colleague = open_browser()
    way.sign_in(colleague, town.email)
    colleague.goto("/desk/views/")
    way.go(colleague, "form[action$='/begin/'] button")
    colleague.goto(SUPPORT)

    assert colleague.url.endswith(f"{SUPPORT}?priority=3&priority=4")
    assert colleague.locator(".queue__row .queue__link").all_inner_texts() == [tickets[0].title]


def test_all_that_fit_are_named_taken_and_given_back(town, tickets, open_browser, support) -> None:
    for number in range(27):
        factories.ticket(None, support, title=f"Further {number}")
    page = open_browser()
    way.sign_in(page, town.email)
    page.goto(SUPPORT)

    page.check(f"#pick-{Ticket.objects.latest('pk').pk}")
    page.check("[name=all]")
    page.uncheck(f"#pick-{Ticket.objects.latest('pk').pk}")
    way.go(page, "button[name=verb][value=take]")
    assert page.inner_text("h1") == "Take them: 30 tickets"
    way.go(page, "form.verb .button--primary")

    assert "Done with 30 tickets." in page.inner_text("main")
    assert Ticket.objects.filter(owner=town).count() == 30
    assert focused(page) == f"row-{Ticket.objects.latest('pk').pk}"
    page.keyboard.press("j")
    assert focused(page) == f"row-{Ticket.objects.order_by('-pk')[1].pk}"
    way.go(page, "form[action$='/undo/'] button")
    assert not Ticket.objects.exclude(owner=None).exists()


@pytest.mark.parametrize("locale", ["en", "ar-XB"])
def test_narrow_lists_in_both_directions_have_no_barriers(town, tickets, open_browser, support, locale) -> None:
    User.objects.filter(pk=town.pk).update(language=locale.lower())
    Ticket.objects.filter(pk=tickets[0].pk).update(title="Unbreakable" * 25)
    page = open_browser(bypass_csp=True, reduced_motion="reduce", locale=locale, viewport={"width": 320, "height": 640})
    way.sign_in(page, town.email)
    found: list[str] = []
    page.goto(SUPPORT)
    page.check(f"#pick-{tickets[0].pk}")
    page.select_option("#bulk-verb", "close")
    way.go(page, "button[value=further]")
    told = page.url
    for path in (
        told,
        f"{SUPPORT}?language=ca&language=es&kind=request",
        "/desk/filters/?list=support&status=new",
        "/desk/passed-on/",
        "/desk/views/",
    ):
        page.goto(path)
        found.extend(barriers(page))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    assert found == []
