"""Two tickets become one and two again; messages become a ticket of their own: in a real browser, with and without script."""

import pytest

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.journeys import way
from tests.tickets.standing import history
from tickets.actions import conversation
from tickets.actions.conversation import Answer
from tickets.enums import Channel
from tickets.models import Message, Ticket

pytestmark = pytest.mark.journey


@pytest.fixture
def pair(town: User, support: Queue, requester: User) -> tuple[Ticket, Ticket]:
    """Two tickets of one person about the same."""
    return factories.ticket(requester, support, title="No light"), factories.ticket(requester, support, title="No light on the box")


@pytest.mark.parametrize("javascript", [True, False])
def test_tickets_are_merged_and_separated_again(town, pair, open_browser, javascript) -> None:
    kept, merged = pair
    page = open_browser(javascript=javascript)
    way.sign_in(page, town.email)

    page.goto(f"/desk/tickets/{merged.pk}/merge/")
    page.fill("form.verb [name=target]", kept.reference)
    way.go(page, "form.verb .button--primary")
    assert kept.reference in page.inner_text("form.verb")
    way.go(page, "form.verb .button--primary")
    assert page.url.endswith(f"/desk/tickets/{kept.pk}/")
    page.goto(f"/desk/tickets/{merged.pk}/")
    assert kept.reference in page.inner_text("main")
    page.goto(f"/desk/tickets/{kept.pk}/")
    way.go(page, f"a[href='/desk/tickets/{merged.pk}/unmerge/']")
    way.go(page, "form.verb .button--primary")

    merged.refresh_from_db()
    assert (merged.is_merged, page.url.endswith(f"/desk/tickets/{merged.pk}/")) == (False, True)
    assert [verb for verb in history(merged) if "merged" in verb] == ["merged", "unmerged"]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_message_about_something_else_becomes_a_ticket_of_its_own(town, pair, requester, open_browser, javascript) -> None:
    old = pair[0]
    conversation.answer(old, Answer("And my bill is wrong.", Channel.WEB), by=requester)
    said = Message.objects.latest("pk")
    page = open_browser(javascript=javascript)
    way.sign_in(page, town.email)
    page.goto(f"/desk/tickets/{old.pk}/")

    way.go(page, f"a[href*='/split/?from={said.pk}']")
    assert page.is_checked(f"[name=messages][value='{said.pk}']")
    page.fill("form.verb [name=title]", "The bill of March is wrong")
    way.go(page, "form.verb .button--primary")

    new = Ticket.objects.latest("pk")
    said.refresh_from_db()
    assert (new.title, said.ticket, page.url.endswith(f"/desk/tickets/{new.pk}/")) == ("The bill of March is wrong", new, True)
    assert "And my bill is wrong." in page.inner_text(".conversation")
