"""One person gets so many automatic mails about one ticket; what is held back is kept and told, and people's words never are."""

from datetime import timedelta

import pytest

from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery
from tests import factories
from tests.tickets.alerts import later
from tests.tickets.moments import NOON
from tests.tickets.standing import last_event
from tickets import notices
from tickets.actions import conversation, following
from tickets.actions.conversation import Draft
from tickets.enums import Channel, FollowerRole, Verb
from tickets.letters.capping import HELD_BACK
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(support, requester) -> Ticket:
    """A ticket whose acknowledgement is in the outbox."""
    return factories.ticket(requester, support, at=NOON)


def reminded(ticket: Ticket, minutes: int) -> str:
    """How a reminder fares."""
    delivery = notices.remind(ticket, closes_at=None, at=later(minutes))
    assert delivery is not None
    return delivery.state


def test_what_goes_on_by_itself_ends_and_says_so_once(ticket, agent, sign_in):
    states = [reminded(ticket, number) for number in range(1, 16)]

    assert states == [DeliveryState.QUEUED] * 9 + [DeliveryState.SUPPRESSED] * 6
    assert set(Delivery.objects.filter(state=DeliveryState.SUPPRESSED).values_list("reason", flat=True)) == {HELD_BACK}
    assert ticket.events.filter(verb=Verb.MAIL_WITHHELD).count() == 1
    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "No automatic e-mail was sent to Marta Soler: there were too many about this ticket" in page


def test_what_is_held_back_does_not_leave(ticket):
    for number in range(1, 13):
        reminded(ticket, number)

    assert (Delivery.objects.count(), Delivery.objects.due(Lane.DEFAULT, later(60)).count()) == (13, 10)


def test_after_an_hour_there_is_room_again_until_the_day_is_full(ticket):
    states = [reminded(ticket, hour * 61 + number) for hour in range(4) for number in range(1, 12)]
    next_day = reminded(ticket, 60 * 26)

    assert states.count(DeliveryState.QUEUED) == 29
    assert states[-11:] == [DeliveryState.SUPPRESSED] * 11
    assert next_day == DeliveryState.QUEUED


def test_others_and_other_tickets_are_not_concerned(ticket, support, requester, agent):
    other = factories.ticket(requester, support, at=NOON)
    following.follow(ticket, factories.person("pol@example.com", "Pol"), role=FollowerRole.CC, by=agent, at=NOON)
    for number in range(1, 12):
        reminded(ticket, number)

    notices.tell_closed(ticket, at=later(12))

    told = Delivery.objects.filter(mail__key__startswith=f"closed:{ticket.pk}:").values_list("address", "state")
    assert sorted(told) == [("marta@example.net", DeliveryState.SUPPRESSED), ("pol@example.com", DeliveryState.QUEUED)]
    assert reminded(other, 13) == DeliveryState.QUEUED


def test_a_person_s_words_are_never_held_back(ticket, agent):
    for number in range(1, 12):
        reminded(ticket, number)

    for number in range(12, 30):
        conversation.reply(ticket, Draft(f"Answer {number}."), by=agent, at=later(number))

    replies = Delivery.objects.filter(mail__is_automatic=False)
    assert (replies.count(), replies.exclude(state=DeliveryState.QUEUED).count()) == (18, 0)


def test_the_same_mail_written_twice_is_counted_once(ticket):
    for _ in range(20):
        assert reminded(ticket, 1) == DeliveryState.QUEUED

    assert last_event(ticket).verb != Verb.MAIL_WITHHELD


def test_agents_are_spared_too(ticket, agent):
    Ticket.objects.filter(pk=ticket.pk).update(owner=agent)
    for number in range(1, 15):
        message = conversation.answer(
            ticket, conversation.Answer(f"More {number}.", Channel.WEB, is_proven=True), by=ticket.requester, at=later(number)
        )
        assert message is not None

    told = list(Delivery.objects.filter(address=agent.email).order_by("pk").values_list("state", flat=True))
    assert told == [DeliveryState.QUEUED] * 10 + [DeliveryState.SUPPRESSED] * 4
    assert ticket.events.filter(verb=Verb.MAIL_WITHHELD, at__gt=NOON + timedelta(seconds=1)).count() == 1
