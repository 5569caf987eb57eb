"""Moments on the desk are the reader's own, wherever they read."""

from typing import Any

import pytest

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.journeys import way

pytestmark = pytest.mark.journey

TITLES = "selector => [...document.querySelectorAll(selector)].map(time => time.title)"


def test_ages_and_steps_name_the_reader_s_zone(town: User, support: Queue, requester: User, open_browser: Any) -> None:
    ticket = factories.ticket(requester, support)
    page = open_browser(reduced_motion="reduce", timezone_id="Asia/Tokyo")
    way.sign_in(page, str(town.email))

    page.goto("/desk/queues/support/")
    ages = page.evaluate(TITLES, ".queue__about time")
    page.goto(f"/desk/tickets/{ticket.pk}/")
    steps = page.evaluate(TITLES, ".steps__when time")

    assert (len(ages) > 0, len(steps) > 0) == (True, True)
    assert [title for title in [*ages, *steps] if "GMT+9" not in title] == []


def test_a_zone_of_the_profile_goes_before_the_browser_s(town: User, support: Queue, requester: User, open_browser: Any) -> None:
    User.objects.filter(pk=town.pk).update(time_zone="Asia/Kolkata")
    factories.ticket(requester, support)
    page = open_browser(reduced_motion="reduce", timezone_id="Asia/Tokyo")
    way.sign_in(page, str(town.email))

    page.goto("/desk/queues/support/")
    ages = page.evaluate(TITLES, ".queue__about time")

    assert len(ages) > 0
    assert [title for title in ages if "GMT+5:30" not in title] == []
