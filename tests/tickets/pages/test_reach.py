"""What agents see of an address that does not work."""

from datetime import timedelta

import pytest

from notifications.actions.suppression import lift, suppress
from notifications.enums import SuppressionScope
from notifications.models import Delivery
from tests.tickets.actions.test_inbound_machines import report
from tests.tickets.mails import arrive, our_id
from tests.tickets.moments import NOON
from tickets.pages import reach

pytestmark = pytest.mark.django_db

STOPPED = "Mail to marta@example.net comes back: this address does not work."


def test_a_ticket_says_that_its_requester_s_address_does_not_work(ticket, agent, sign_in):
    arrive(report("marta@example.net", "5.1.1", our_id(ticket)))

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert STOPPED in page
    assert f'href="/desk/people/{ticket.requester_id}/">Other ways to reach them' in page


def test_it_says_nothing_of_a_mailbox_that_is_full(ticket, agent, sign_in):
    arrive(report("marta@example.net", "5.2.2", our_id(ticket)))

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "Mail to marta@example.net comes back" not in page


def test_a_person_s_page_tells_that_the_address_does_not_work_until_that_is_lifted(ticket, requester, agent, sign_in):
    arrive(report("marta@example.net", "5.1.1", our_id(ticket)))
    desk = sign_in(agent)
    before = desk.get(f"/desk/people/{requester.pk}/").content.decode()

    lift("marta@example.net")
    after = desk.get(f"/desk/people/{requester.pk}/").content.decode()

    assert (STOPPED in before, STOPPED in after) == (True, False)


def test_mails_that_came_back_are_counted_and_delays_are_not(ticket, requester):
    Delivery.objects.update(state="sent")
    arrive(report("marta@example.net", "5.2.2", our_id(ticket)))
    arrive(report("marta@example.net", "4.4.7", our_id(ticket)).replace(b"dsn@", b"dsn2@"))
    arrive(report("marta@example.net", "4.4.1", our_id(ticket)).replace(b"Action: failed", b"Action: delayed").replace(b"dsn@", b"dsn3@"))

    assert reach.of_person(requester, at=NOON) == "2 mails came back within 30 days."
    assert reach.of_person(requester, at=NOON + timedelta(days=31)) == ""


def test_who_complained_of_broadcasts_can_be_written_to(requester):
    suppress(requester.email, scope=SuppressionScope.COMPLAINT, reason="complaint", at=NOON)

    assert reach.of_person(requester, at=NOON) == ""


def test_the_sentence_names_the_day_when_mail_goes_there_again(requester):
    suppress(requester.email, scope=SuppressionScope.HARD_BOUNCE, reason="bounce 5.1.1", at=NOON)

    assert reach.of_person(requester, at=NOON).startswith(f"{STOPPED} Nothing is sent there until ")
