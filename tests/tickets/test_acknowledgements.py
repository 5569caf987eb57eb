"""What a requester hears at once, and why they hear nothing."""

from datetime import UTC, datetime, time

import pytest

from accounts import installation
from accounts.models import Contact, Organisation
from notifications.actions.suppression import suppress
from notifications.enums import SuppressionScope
from notifications.models import Delivery
from queues.enums import TextPlace
from tests import factories
from tests.tickets.mails import STRANGER, arrive, raw
from tests.tickets.moments import NOON
from tests.tickets.standing import last_event
from tickets.actions import intake
from tickets.enums import Channel
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 3, 14, 10, tzinfo=UTC)


@pytest.fixture
def members_only(house):
    """A house that helps members alone."""
    house.asking, house.joining_notes = "members", {"en": "Join at https://example.org/join."}
    house.public_channel_notes = {"en": "Everybody can ask in our forum."}
    house.save()
    installation.forget()
    return house


def told() -> str:
    """The plain text of the newest mail, without direction marks."""
    return Delivery.objects.latest("pk").mail.texts.get().text.replace("\u2068", "").replace("\u2069", "")


def asked(queue, person, **fields) -> Ticket:
    new = intake.NewTicket(title="x", body="y", queue=queue, requester=person, channel=Channel.MAIL, language="en", **fields)
    return intake.open_ticket(new, by=person, at=NOON)


def why(ticket: Ticket) -> str:
    """Why agents read that no acknowledgement was sent."""
    event = last_event(ticket)
    return str(event.payload["why"]) if event.verb == "mail_withheld" else ""


def test_a_queue_that_sends_none_says_so_on_the_ticket(support, requester, agent, sign_in):
    support.acknowledges = False
    support.save()

    ticket = asked(support, requester)

    assert (Delivery.objects.count(), why(ticket)) == (0, "switched_off")
    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "No acknowledgement was sent: the queue sends none" in page


def test_a_machine_is_never_answered(support, requester):
    assert (why(asked(support, requester, is_from_machine=True)), Delivery.objects.count()) == ("machine", 0)


def test_somebody_without_an_address_cannot_be_told(support):
    assert why(asked(support, factories.person(None, "Joan"))) == "no_address"


def test_an_address_whose_mail_came_back_is_left_alone(support, requester):
    suppress("marta@example.net", scope=SuppressionScope.HARD_BOUNCE, reason="gone", at=NOON)

    assert (why(asked(support, requester)), Delivery.objects.count()) == ("suppressed", 0)


def test_a_complaint_about_status_mail_stops_no_answer(support, requester):
    suppress("marta@example.net", scope=SuppressionScope.COMPLAINT, reason="spam", at=NOON)

    assert (why(asked(support, requester)), Delivery.objects.count()) == ("", 1)


def test_outside_of_the_hours_the_next_opening_is_named(support, requester):
    support.answers_from, support.answers_until = time(9), time(18)
    support.save()
    arrive(raw(subject="Help"), at=SATURDAY)

    assert "We read your message from Monday, 16 March 2026, 09:00 (CET) on." in told()


@pytest.mark.parametrize("hours", [(None, None), (time(9), time(18))])
def test_within_the_hours_nothing_is_said_of_them(support, requester, hours):
    support.answers_from, support.answers_until = hours
    support.save()

    asked(support, requester)

    assert "not there right now" not in told()


def test_a_queue_says_it_in_its_own_words(support, requester):
    support.answers_from, support.answers_until = time(9), time(18)
    support.save()
    support.texts.create(place=TextPlace.OUT_OF_HOURS, language="en", body="Back {opens_at}. {house} {{ 1 }}")
    arrive(raw(subject="Help"), at=SATURDAY)

    assert "Back Monday, 16 March 2026, 09:00 (CET). {house} {{ 1 }}" in told()


def test_a_stranger_hears_how_to_join_and_what_is_open_to_all(support, members_only):
    outcome = arrive(raw("BUY-PILLS", sender=STRANGER, subject="BUY-PILLS"))

    assert outcome.ticket is not None
    assert all(words in told() for words in ("we could not find you", "Join at https://example.org/join.", "ask in our forum"))
    assert ("BUY-PILLS" in told(), Delivery.objects.latest("pk").mail.is_automatic) == (False, True)


def test_a_member_is_acknowledged_as_always(support, members_only, requester):
    organisation = Organisation.objects.create(name="Vilaclara")
    Contact.objects.create(organisation=organisation, user=requester)
    arrive(raw(subject="Help"))

    assert "A person will read it" in told()


@pytest.mark.parametrize("change", [{"tells_not_entitled": False}, {"acknowledges": False}])
def test_a_queue_can_leave_that_to_its_agents(support, members_only, change):
    type(support).objects.update(**change)
    arrive(raw(sender=STRANGER, subject="Help"))

    assert "we could not find you" not in "".join(delivery.mail.texts.get().text for delivery in Delivery.objects.all())
