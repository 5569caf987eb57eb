"""An administrator sets up a house, in a real browser: nothing on the way breaks the security policy, or `open_browser` complains."""

from typing import Any

import pytest
from django.urls import reverse

from queues.models import Membership, Queue
from tests import factories
from tests.journeys import way

pytestmark = pytest.mark.journey

PLACES = (
    "accounts_user_changelist",
    "accounts_user_add",
    "accounts_organisation_add",
    "queues_category_changelist",
    "queues_queue_add",
    "statuspage_service_add",
    "tickets_ticket_changelist",
    "tickets_inboundmail_changelist",
    "notifications_delivery_changelist",
)


@pytest.fixture
def administrator(town: Any) -> Any:
    """The agent of the town, with every right."""
    town.is_staff = town.is_superuser = True
    town.save(update_fields=["is_staff", "is_superuser"])
    return town


def test_an_administrator_finds_an_agent_while_typing_and_gives_them_a_line(administrator, support, open_browser) -> None:
    factories.person("laia@example.org", "Laia Font")
    page = open_browser()
    way.sign_in(page, administrator.email)

    page.goto(reverse("admin:queues_membership_add"))
    for field, typed, found in (("user", "laia", "Laia Font"), ("queue", "supp", "Support")):
        page.click(f".field-{field} .select2-selection")
        page.keyboard.type(typed)
        page.click(f".select2-results__option:has-text('{found}')")
    page.select_option("[name=tier]", "2")
    page.click("[name=_save]")
    page.wait_for_url("**/membership/")

    assert list(Membership.objects.filter(tier=2).values_list("user__name", "queue__slug")) == [("Laia Font", "support")]


def test_no_page_of_the_administration_breaks_the_security_policy(administrator, requester, support, open_browser) -> None:
    factories.ticket(requester, support)
    page = open_browser()
    way.sign_in(page, administrator.email)

    for place in PLACES:
        page.goto(reverse(f"admin:{place}"))
        page.wait_for_load_state("networkidle")
    page.goto(reverse("admin:accounts_mailwording_edit", args=["reply", "en"]))
    assert page.frame_locator(".wordings__frame").locator("h1").inner_text()
    page.goto(reverse("admin:queues_queue_change", args=[Queue.objects.get(slug="support").pk]))
    page.click("#texts-group summary")
    page.click("#texts-group .add-row a")
    page.goto(reverse("admin:auth_user_password_change", args=[requester.pk]))

    assert page.title().startswith("Set password")
