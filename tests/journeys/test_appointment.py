"""An appointment through the browser: an agent offers times, the requester picks one by the mailed link alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from notifications.models import Delivery, MailText
from tests import factories
from tests.journeys import way
from tests.plugins.browser import barriers
from tests.tickets.appointing import calendar_of, last_mail
from tickets.enums import AppointmentState
from tickets.models import Appointment

pytestmark = pytest.mark.journey

PHONE = {"width": 360, "height": 640}


def link_of_the_offer(number: int) -> str:
    """The path of the appointment's link in the newest mail about the ticket that has one."""
    words = MailText.objects.filter(mail__topic=f"ticket:{number}", text__contains="/appointment/").latest("pk").text.split()
    return next(word for word in words if "/appointment/" in word).removeprefix(settings.BASE_URL)


@pytest.mark.parametrize("locale", ["en-GB", "ar-XB"])
def test_an_appointment_is_offered_and_picked_without_account_and_without_script(town, requester, support, open_browser, locale) -> None:
    found: list[str] = []

    def look(page: Any) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))

    ticket = factories.ticket(requester, support)
    offer = f"/desk/tickets/{ticket.pk}/appointment/offer/"
    agent = open_browser(bypass_csp=True, reduced_motion="reduce")
    reader = open_browser(bypass_csp=True, reduced_motion="reduce", timezone_id="Asia/Tokyo")
    holder = open_browser(javascript=False, viewport=PHONE, locale=locale)
    way.sign_in(agent, town.email)
    agent.goto(f"/desk/tickets/{ticket.pk}/")
    assert agent.locator(f"a[href='{offer}']").count() == 1
    agent.goto(offer)
    look(agent)

    way.go(agent, ".verb .button--primary")
    look(agent)
    for number in (1, 2):
        start = timezone.localtime() + timedelta(days=number)
        agent.fill(f"[name=start_{number}]", f"{start:%Y-%m-%dT}10:00")
    agent.fill("[name=words]", "Let us look at it together.")
    way.go(agent, ".verb .button--primary")
    look(agent)
    reader.goto(link_of_the_offer(ticket.pk))
    look(reader)
    assert "(Europe/Madrid)" in reader.inner_text("label:has([name=slot]) >> nth=0")
    assert re.search(r"1[78]:00 GMT\+9", reader.inner_text("label:has([name=slot]) >> nth=0"))
    holder.goto(link_of_the_offer(ticket.pk))
    holder.check("[name=slot] >> nth=1")
    way.go(holder, "form:has([name=slot]) .button--primary")
    reader.goto(link_of_the_offer(ticket.pk))
    look(reader)
    agent.goto(f"/desk/tickets/{ticket.pk}/")
    look(agent)
    agent.goto("/desk/queues/support/lines/")
    look(agent)

    appointment = Appointment.objects.get()
    assert (found, appointment.state) == ([], AppointmentState.BOOKED)
    for address in (requester.email, town.email):
        method, event = calendar_of(last_mail(address))
        assert (method, event.decoded("DTSTART")) == ("REQUEST", appointment.starts_at)
    assert Delivery.objects.filter(mail__key__contains=":invite:0").count() == 2
