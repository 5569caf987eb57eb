"""One mail for all that was collected, once."""

from datetime import time, timedelta
from typing import Any

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.actions import agents
from queues.actions.agents import Times
from queues.enums import EVERYWHERE, AfterQuiet, Notice, Rhythm, When
from tests import factories
from tests.tickets.moments import NOON
from tickets.actions import conversation, digesting, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import Priority
from tickets.letters import digest, send_digest
from tickets.letters.digest import Told
from tickets.models import DigestLine, Ticket

pytestmark = pytest.mark.django_db

MORNING = NOON + timedelta(hours=19)


@pytest.fixture
def collected(support, agent, lead, requester) -> list[Ticket]:
    """Two tickets that wait for the agent's digest, which comes at eight by the house's clock."""
    agents.choose_mails(agent, {EVERYWHERE: {Notice.ASSIGNED: When.DIGEST}})
    tickets = [factories.ticket(requester, support, title=title) for title in ("No connection", "The bill is wrong")]
    for ticket in tickets:
        lifecycle.assign(ticket, to=agent, by=lead)
    return tickets


def mails(person: User) -> list[str]:
    return [delivery.mail.texts.get().text for delivery in Delivery.objects.filter(address=person.email).order_by("pk")]


def test_all_is_told_in_one_mail_at_the_agent_s_time(collected, agent):
    early = digesting.send_due(at=MORNING - timedelta(minutes=1))

    assert (early, digesting.send_due(at=MORNING), DigestLine.objects.count()) == (0, 1, 0)
    [said] = mails(agent)
    assert said.startswith("News in 2 tickets\n")
    assert [ticket.reference in said and ticket.title in said for ticket in collected] == [True, True]
    assert said.count("Yours now") == 1
    assert "This happened since your last digest." in said


def test_it_is_told_once(collected, agent):
    assert [digesting.send_due(at=MORNING + timedelta(minutes=late)) for late in (0, 1, 90)] == [1, 0, 0]
    assert len(mails(agent)) == 1


def test_a_late_worker_tells_it_late(collected, agent):
    assert digesting.send_due(at=MORNING + timedelta(days=3)) == 1


def test_nothing_is_sent_when_there_is_nothing_to_tell(collected, agent, lead):
    for ticket in collected:
        lifecycle.assign(Ticket.objects.get(pk=ticket.pk), to=lead, by=lead)

    assert (digesting.send_due(at=MORNING), mails(agent), DigestLine.objects.filter(user=agent).count()) == (0, [], 0)


@pytest.mark.parametrize("left", [{"is_active": False}, {"email": None}])
def test_nobody_is_told_who_left(collected, agent, left):
    User.objects.filter(pk=agent.pk).update(**left)

    assert (digesting.send_due(at=MORNING), Delivery.objects.filter(address=agent.email).count(), DigestLine.objects.count()) == (0, 0, 0)


def test_what_is_no_longer_wanted_is_not_told(collected, agent):
    agents.choose_mails(agent, {EVERYWHERE: {Notice.ASSIGNED: When.NEVER}})

    assert (digesting.send_due(at=MORNING), mails(agent)) == (0, [])


def test_a_digest_that_cannot_be_written_loses_nothing_and_stands_in_nobody_s_way(collected, agent, lead, requester, support, monkeypatch):
    agents.choose_mails(lead, {EVERYWHERE: {Notice.ASSIGNED: When.DIGEST}})
    lifecycle.assign(factories.ticket(requester, support), to=lead, by=agent)
    write = digest.rendered

    def fail(person: User, *args: Any, **said: Any) -> Any:
        if person == agent:
            raise OSError("no room")
        return write(person, *args, **said)

    monkeypatch.setattr(digest, "rendered", fail)

    assert (digesting.send_due(at=MORNING), len(mails(lead)), mails(agent)) == (1, 1, [])
    monkeypatch.undo()
    assert [digesting.send_due(at=MORNING + timedelta(minutes=late)) for late in (5, 15)] == [0, 1]


def test_after_quiet_hours_the_mail_says_so(ticket, agent, lead):
    agents.choose_times(agent, Times(quiet_from=time(12), quiet_until=time(14)))
    lifecycle.assign(ticket, to=agent, by=lead)

    assert digesting.send_due(at=NOON + timedelta(hours=1)) == 1
    assert "This waited while you wanted no e-mails." in mails(agent)[0]


def test_new_times_hold_for_what_waits_already(collected, agent):
    digesting.choose_times(agent, Times(rhythm=Rhythm.HOURLY))

    assert set(DigestLine.objects.values_list("due_at", flat=True)) == {NOON + timedelta(hours=1)}


def test_whoever_ends_their_quiet_is_told_with_the_next_sweep(ticket, agent, lead):
    agents.choose_times(agent, Times(quiet_from=time(12), quiet_until=time(14), after_quiet=AfterQuiet.DIGEST))
    lifecycle.assign(ticket, to=agent, by=lead)

    digesting.choose_times(agent, Times())

    assert digesting.send_due(at=NOON) == 1


def test_where_mails_hold_no_content_the_digest_holds_none(collected, agent, support):
    support.mails_no_content = True
    support.save()
    Ticket.objects.update(priority=Priority.CRITICAL)

    digesting.send_due(at=MORNING)

    [said] = mails(agent)
    assert ("The bill is wrong" in said, "Marta" in said, collected[0].reference in said, "Priority: Critical" in said) == (
        False,
        False,
        True,
        True,
    )


def test_no_note_gets_into_a_digest(ticket, agent, lead):
    note = conversation.note(ticket, Draft("SECRET"), by=lead)

    with pytest.raises(ValueError, match="an internal note is in no digest"):
        send_digest(agent, [Told(ticket, Notice.FOLLOWED, note)], is_after_quiet=False, at=NOON)
