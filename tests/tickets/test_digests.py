"""What of an agent's collected news is still news when it is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from queues.enums import Notice, Tier
from queues.models import Membership
from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import EARLIER, LATER, NOON
from tickets import digests
from tickets.actions import conversation, following, lifecycle, mentions, merging, routing
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, FollowerRole, Priority, Status
from tickets.models import DigestLine, Ticket

pytestmark = pytest.mark.django_db

Act = Callable[[Ticket, User, User], object]


def line(ticket: Ticket, person: User, notice: Notice) -> DigestLine:
    """Something that happened at noon."""
    return DigestLine.objects.create(user=person, ticket=ticket, notice=notice, at=NOON, due_at=LATER)


def told(person: User) -> list[tuple[int, str]]:
    lines = list(DigestLine.objects.filter(user=person).for_mail())
    return [(each.ticket.pk, each.notice) for each in digests.still_told(person, lines, at=LATER)]


def own(ticket: Ticket, person: User) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(owner=person, status=Status.OPEN)


def promise(ticket: Ticket, at) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(promised_at=at)


BEFORE: dict[Notice, Act] = {
    Notice.ASSIGNED: lambda ticket, agent, lead: own(ticket, agent),
    Notice.WRITTEN: lambda ticket, agent, lead: own(ticket, agent),
    Notice.MENTIONED: lambda ticket, agent, lead: conversation.note(ticket, Draft("@Aina look."), by=lead, at=EARLIER),
    Notice.PROMISE: lambda ticket, agent, lead: promise(ticket, NOON),
    Notice.DUE_SOON: lambda ticket, agent, lead: promise(ticket, LATER + timedelta(hours=1)),
    Notice.ARRIVED: lambda ticket, agent, lead: None,
    Notice.UNOWNED: lambda ticket, agent, lead: None,
    Notice.NEW: lambda ticket, agent, lead: None,
    Notice.FOLLOWED: lambda ticket, agent, lead: following.follow(ticket, agent, role=FollowerRole.AGENT, by=lead, at=EARLIER),
}


def answer(ticket: Ticket, agent: User, lead: User) -> None:
    conversation.reply(ticket, Draft("Done."), by=lead, at=NOON + timedelta(hours=1))


def settle(ticket: Ticket, agent: User, lead: User) -> None:
    promise(ticket, None)


AFTER: list[tuple[Notice, Act]] = [
    (Notice.ASSIGNED, lambda ticket, agent, lead: own(ticket, lead)),
    (Notice.ASSIGNED, lambda ticket, agent, lead: Ticket.objects.update(status=Status.CLOSED)),
    (Notice.ASSIGNED, lambda ticket, agent, lead: conversation.note(ticket, Draft("I look."), by=agent, at=LATER)),
    (Notice.WRITTEN, answer),
    (Notice.WRITTEN, lambda ticket, agent, lead: own(ticket, lead)),
    (Notice.MENTIONED, lambda ticket, agent, lead: mentions.read_all(by=agent)),
    (Notice.PROMISE, settle),
    (Notice.PROMISE, lambda ticket, agent, lead: own(ticket, lead)),
    (Notice.DUE_SOON, settle),
    (Notice.DUE_SOON, lambda ticket, agent, lead: promise(ticket, LATER)),
    (Notice.ARRIVED, lambda ticket, agent, lead: own(ticket, lead)),
    (Notice.ARRIVED, lambda ticket, agent, lead: Ticket.objects.update(tier=Tier.THIRD)),
    (Notice.UNOWNED, answer),
    (Notice.NEW, answer),
    (Notice.FOLLOWED, lambda ticket, agent, lead: ticket.followers.all().delete()),
]


@pytest.mark.parametrize("notice", list(Notice))
def test_what_is_as_it_was_is_told(ticket, agent, lead, notice):
    BEFORE[notice](ticket, agent, lead)
    DigestLine.objects.all().delete()
    line(ticket, agent, notice)

    assert told(agent) == [(ticket.pk, notice)]


@pytest.mark.parametrize(("notice", "after"), AFTER, ids=[f"{notice}-{number}" for number, (notice, _) in enumerate(AFTER)])
def test_what_was_settled_since_is_not(ticket, agent, lead, notice, after):
    BEFORE[notice](ticket, agent, lead)
    DigestLine.objects.all().delete()
    line(ticket, agent, notice)

    after(Ticket.objects.get(pk=ticket.pk), agent, lead)

    assert told(agent) == []


@pytest.mark.parametrize("notice", list(Notice))
def test_nothing_is_told_of_a_ticket_that_the_agent_may_no_longer_read(ticket, agent, lead, notice):
    BEFORE[notice](ticket, agent, lead)
    DigestLine.objects.all().delete()
    line(ticket, agent, notice)

    Membership.objects.filter(user=agent).delete()

    assert told(agent) == []


def test_whose_queue_passed_it_on_and_reads_on_is_told(ticket, agent, lead, treasury, treasurer):
    following.follow(ticket, agent, role=FollowerRole.AGENT, by=lead)
    line(ticket, agent, Notice.FOLLOWED)

    routing.transfer(ticket, to=treasury, note="An invoice.", by=lead)
    Ticket.objects.get(pk=ticket.pk).readers.add(ticket.queue)

    assert told(agent) == [(ticket.pk, Notice.FOLLOWED)]


def test_a_merged_ticket_is_told_where_it_goes_on(ticket, agent, lead, requester, support):
    root = factories.ticket(requester, support)
    line(ticket, agent, Notice.NEW)

    merging.merge(ticket, into=root, by=lead)

    assert told(agent) == []


def test_a_ticket_is_told_once_for_what_asks_the_most_and_by_queue(ticket, agent, requester, support, treasury):
    Membership.objects.create(user=agent, queue=treasury)
    bill, other = factories.ticket(requester, treasury), factories.ticket(requester, support)
    own(ticket, agent)
    for each, notice in (
        (bill, Notice.NEW),
        (other, Notice.NEW),
        (ticket, Notice.NEW),
        (ticket, Notice.WRITTEN),
        (ticket, Notice.ASSIGNED),
    ):
        line(each, agent, notice)

    found = told(agent)

    assert sorted(found) == sorted([(ticket.pk, Notice.ASSIGNED), (other.pk, Notice.NEW), (bill.pk, Notice.NEW)])
    assert found.index((ticket.pk, Notice.ASSIGNED)) + 1 == found.index((other.pk, Notice.NEW))


def test_it_shows_the_newest_words_that_the_requester_may_read_and_where_to_answer(ticket, agent, lead):
    own(ticket, agent)
    arrive(raw("Still red."), to=token_address(ticket))
    line_of = DigestLine.objects.filter(user=agent)
    line_of.delete()
    line(ticket, agent, Notice.WRITTEN)
    conversation.note(ticket, Draft("SECRET"), by=lead)

    [found] = digests.still_told(agent, list(line_of.for_mail()), at=LATER)

    assert found.newest is not None
    assert (found.newest.body.strip(), found.answer_to.startswith(f"suport+a{ticket.pk}.{agent.pk}.")) == ("Still red.", True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_questions_do_not_grow_with_the_tickets(agent, lead, requester, support, django_assert_num_queries, rows):
    for _ in range(rows):
        ticket = factories.ticket(requester, support)
        lifecycle.assign(ticket, to=agent, by=lead)
        conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester, at=NOON)
        Ticket.objects.filter(pk=ticket.pk).update(priority=Priority.HIGH)
        line(ticket, agent, Notice.ASSIGNED)
    lines = list(DigestLine.objects.filter(user=agent).for_mail())

    with django_assert_num_queries(9):
        found = digests.still_told(agent, lines, at=LATER)

    assert len(found) == rows
