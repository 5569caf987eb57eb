"""What agents are told by mail: what they chose, once, and not in their quiet hours."""

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.actions import agents
from queues.enums import Notice, Tier
from queues.models import AgentProfile, Membership
from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import NOON
from tickets.actions import conversation, following, lifecycle, routing
from tickets.actions.conversation import Draft
from tickets.actions.routing import Escalation
from tickets.enums import EscalationReason, FollowerRole, Priority
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def mails(person: User) -> list[str]:
    """The subjects of all mails to ``person``, oldest first."""
    rows = Delivery.objects.filter(address=person.email).order_by("pk")
    return [row.mail.texts.get().subject.partition(":")[0].replace("\u2068", "").replace("\u2069", "") for row in rows]


def text(person: User) -> str:
    return str(Delivery.objects.filter(address=person.email).order_by("-pk")[0].mail.texts.get().text)


def choose(person: User, ticket_queue: int, *notices: Notice, **hours: time) -> None:
    agents.choose_mails(person, notices={ticket_queue: notices}, **hours)


def test_a_new_ticket_is_told_to_those_on_its_line_who_chose_it(support, agent, lead, requester):
    choose(agent, support.pk, Notice.NEW)

    ticket = factories.ticket(requester, support, body="The light is red.")

    assert (mails(agent), mails(lead)) == ([f"New ticket {ticket.reference}"], [])
    assert "The light is red." in text(agent)


def test_whoever_is_given_a_ticket_is_told_and_whoever_takes_one_is_not(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)
    assert mails(agent) == []

    lifecycle.assign(ticket, to=lead, by=agent)

    assert (mails(lead), mails(agent)) == ([f"{ticket.reference} is yours"], [])


def test_an_escalated_ticket_is_told_on_the_line_it_comes_to(ticket, agent, lead):
    expert = factories.member("expert@example.org", "Iu Serra", ticket.queue, tier=Tier.SECOND)
    choose(lead, ticket.queue_id)

    routing.escalate(ticket, Escalation(EscalationReason.SKILLS, "Restarted it."), by=agent)

    assert (mails(expert), mails(lead), mails(agent)) == ([f"{ticket.reference} is on your line now"], [], [])


def test_a_ticket_passed_on_is_told_in_its_new_queue(ticket, agent, treasury, treasurer):
    routing.transfer(ticket, to=treasury, note="An invoice.", by=agent)

    assert mails(treasurer) == [f"{ticket.reference} is on your line now"]


def test_what_the_requester_writes_is_told_once_to_each(ticket, agent, lead):
    """An owner who follows, too, gets one mail; the reason is that the ticket is theirs."""
    lifecycle.take(ticket, by=agent)
    for person in (agent, lead):
        following.follow(ticket, person, role=FollowerRole.AGENT, by=person)

    arrive(raw("Still red."), to=token_address(ticket))

    assert (len(mails(agent)), len(mails(lead))) == (1, 1)
    assert "which is yours." in text(agent)
    assert "which you follow." in text(lead)
    assert "Still red." in text(agent)


def test_words_in_a_ticket_that_nobody_owns_are_told_to_whoever_chose_that(ticket, agent, lead):
    choose(agent, ticket.queue_id, Notice.UNOWNED, Notice.FOLLOWED)
    following.follow(ticket, lead, role=FollowerRole.AGENT, by=lead)

    arrive(raw("Still red."), to=token_address(ticket))

    assert "Nobody owns it yet." in text(agent)
    assert len(mails(lead)) == 1


@pytest.mark.parametrize("notice", [Notice.WRITTEN, Notice.FOLLOWED, Notice.MENTIONED, Notice.ASSIGNED])
def test_what_is_not_chosen_is_not_told(ticket, agent, lead, notice):
    choose(lead, ticket.queue_id, *(one for one in Notice if one != notice))
    before = len(mails(lead))

    if notice == Notice.MENTIONED:
        conversation.note(ticket, Draft("@Laia please look."), by=agent)
    elif notice == Notice.FOLLOWED:
        following.follow(ticket, lead, role=FollowerRole.AGENT, by=agent)
        conversation.note(ticket, Draft("Look."), by=agent)
    else:
        Ticket.objects.filter(pk=ticket.pk).update(owner=lead if notice == Notice.WRITTEN else None)
        if notice == Notice.ASSIGNED:
            lifecycle.assign(ticket, to=lead, by=agent)
        else:
            arrive(raw("Still red."), to=token_address(ticket))

    assert len(mails(lead)) == before


def test_a_note_s_words_are_in_no_mail(ticket, agent, lead):
    following.follow(ticket, lead, role=FollowerRole.AGENT, by=lead)

    conversation.note(ticket, Draft("SECRET"), by=agent)

    assert (len(mails(lead)), "SECRET" in text(lead)) == (1, False)


def test_in_quiet_hours_a_mail_waits_until_they_end(ticket, agent, lead):
    """Noon in UTC is one o'clock in the house's zone."""
    choose(lead, ticket.queue_id, Notice.ASSIGNED, quiet_from=time(12), quiet_until=time(14, 30))

    lifecycle.assign(ticket, to=lead, by=agent)

    assert Delivery.objects.get(address=lead.email).not_before == NOON + timedelta(hours=1, minutes=30)


def test_what_is_critical_waits_for_nothing(ticket, agent, lead):
    choose(lead, ticket.queue_id, Notice.ASSIGNED, quiet_from=time(12), quiet_until=time(14))
    Ticket.objects.filter(pk=ticket.pk).update(priority=Priority.CRITICAL)

    lifecycle.assign(ticket, to=lead, by=agent)

    assert Delivery.objects.get(address=lead.email).not_before == NOON


@pytest.mark.parametrize(
    ("start", "end", "hour", "ends"),
    [
        (time(20), time(7), 21, datetime(2026, 3, 11, 7, tzinfo=UTC)),
        (time(20), time(7), 3, datetime(2026, 3, 10, 7, tzinfo=UTC)),
        (time(20), time(7), 7, None),
        (time(20), time(7), 12, None),
        (time(12), time(14), 12, datetime(2026, 3, 10, 14, tzinfo=UTC)),
        (time(12), time(14), 14, None),
        (time(12), time(12), 12, None),
        (None, None, 3, None),
    ],
)
def test_quiet_hours_may_go_over_midnight(start, end, hour, ends):
    profile = AgentProfile(quiet_from=start, quiet_until=end)

    assert profile.quiet_end(datetime(2026, 3, 10, hour, tzinfo=UTC), UTC) == ends


def test_whoever_left_the_queue_is_told_nothing_of_it(support, agent, requester):
    choose(agent, support.pk, Notice.NEW)
    Membership.objects.filter(user=agent).delete()

    factories.ticket(requester, support)

    assert mails(agent) == []
