"""What agents are told by mail: what they chose, once, and not in their quiet hours."""

from datetime import datetime, time, timedelta

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.actions import agents
from queues.actions.agents import Times
from queues.enums import AfterQuiet, Notice, Tier, When
from queues.models import Membership
from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import NOON
from tickets.actions import conversation, following, lifecycle, routing
from tickets.actions.conversation import Draft
from tickets.actions.routing import Escalation
from tickets.enums import EscalationReason, FollowerRole, Priority
from tickets.models import DigestLine, Ticket

pytestmark = pytest.mark.django_db


def mails(person: User) -> list[str]:
    """The subjects of all mails to ``person``, oldest first."""
    rows = Delivery.objects.filter(address=person.email).order_by("pk")
    return [row.mail.texts.get().subject.partition(":")[0].replace("\u2068", "").replace("\u2069", "") for row in rows]


def waiting(person: User) -> list[tuple[int, str, datetime]]:
    return list(DigestLine.objects.filter(user=person).order_by("pk").values_list("ticket_id", "notice", "due_at"))


def text(person: User) -> str:
    return str(Delivery.objects.filter(address=person.email).order_by("-pk")[0].mail.texts.get().text)


def choose(person: User, ticket_queue: int, *notices: Notice, quiet_from: time | None = None, quiet_until: time | None = None) -> None:
    """Let them hear of ``notices`` at once, and of nothing else in the queue."""
    agents.choose_mails(person, {ticket_queue: {notice: When.NOW if notice in notices else When.NEVER for notice in Notice}})
    agents.choose_times(person, Times(quiet_from=quiet_from, quiet_until=quiet_until))


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


def test_what_comes_in_quiet_hours_waits_for_one_mail_when_they_end(ticket, agent, lead):
    """Noon in UTC is one o'clock in the house's zone."""
    choose(lead, ticket.queue_id, Notice.ASSIGNED, quiet_from=time(12), quiet_until=time(14, 30))

    lifecycle.assign(ticket, to=lead, by=agent)

    assert waiting(lead) == [(ticket.pk, Notice.ASSIGNED, NOON + timedelta(hours=1, minutes=30))]
    assert mails(lead) == []


def test_or_for_the_next_digest(ticket, agent, lead):
    choose(lead, ticket.queue_id, Notice.ASSIGNED)
    agents.choose_times(lead, Times(quiet_from=time(12), quiet_until=time(14), digest_at=time(17), after_quiet=AfterQuiet.DIGEST))

    lifecycle.assign(ticket, to=lead, by=agent)

    assert waiting(lead) == [(ticket.pk, Notice.ASSIGNED, NOON + timedelta(hours=4))]


def test_what_is_chosen_for_the_digest_waits_for_it_once(ticket, agent, lead):
    """What happens again moves the line on, but does not make anybody wait longer."""
    agents.choose_mails(lead, {ticket.queue_id: {Notice.WRITTEN: When.DIGEST}})
    Ticket.objects.filter(pk=ticket.pk).update(owner=lead)

    for word in ("Still red.", "Red again."):
        arrive(raw(word), to=token_address(ticket))

    assert (waiting(lead), mails(lead)) == ([(ticket.pk, Notice.WRITTEN, NOON + timedelta(hours=19))], [])


def test_what_is_critical_waits_for_nothing(ticket, agent, lead):
    choose(lead, ticket.queue_id, Notice.ASSIGNED, quiet_from=time(12), quiet_until=time(14))
    Ticket.objects.filter(pk=ticket.pk).update(priority=Priority.CRITICAL)

    lifecycle.assign(ticket, to=lead, by=agent)

    assert Delivery.objects.get(address=lead.email).not_before == NOON


def test_whoever_left_the_queue_is_told_nothing_of_it(support, agent, requester):
    choose(agent, support.pk, Notice.NEW)
    Membership.objects.filter(user=agent).delete()

    factories.ticket(requester, support)

    assert mails(agent) == []
