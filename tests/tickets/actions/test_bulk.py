"""Many tickets at once, each by its own verb, and taking it back."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.models import Category, Queue
from tests import factories
from tests.tickets.appointing import offered
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, stand
from tickets.actions import bulk, conversation, lifecycle, record
from tickets.actions.bulk import Order, Row
from tickets.enums import Priority, StallReason, Status
from tickets.errors import Refused
from tickets.list_enums import BulkResult, BulkVerb
from tickets.models import BulkAct, Ticket

pytestmark = pytest.mark.django_db


def seen(*tickets: Ticket) -> list[Row]:
    """The tickets as they are now."""
    versions = dict(Ticket.objects.values_list("pk", record.newest_entry()))
    return [Row(ticket.pk, versions[ticket.pk]) for ticket in tickets]


def results(act: BulkAct) -> list[str]:
    return [str(outcome["result"]) for outcome in act.outcomes]


@pytest.fixture
def tickets(support: Queue, requester: User, agent: User) -> list[Ticket]:
    """Three open tickets."""
    return [stand(factories.ticket(requester, support), Status.OPEN, answered_at=NOON) for _ in range(3)]


@pytest.fixture
def do(agent: User) -> Callable[..., BulkAct]:
    """Do something as the agent."""

    def _do(verb: BulkVerb, rows: list[Row], **values: Any) -> BulkAct:
        return bulk.do(Order(uuid.uuid4(), verb, rows, values), among=Ticket.objects.all(), by=agent, at=NOON)

    return _do


def values_for(verb: BulkVerb, lead: User, treasury: Queue, support: Queue) -> dict[str, Any]:
    """What each verb needs."""
    values: dict[BulkVerb, dict[str, Any]] = {
        BulkVerb.ASSIGN: {"owner": lead},
        BulkVerb.PRIORITY: {"priority": Priority.HIGH, "reason": "They all stand still."},
        BulkVerb.CATEGORY: {"category": Category.objects.create(queue=support, slug="router", names={"en": "Router"})},
        BulkVerb.STALL: {"why": StallReason.PARKED, "until": None},
        BulkVerb.TRANSFER: {"queue": treasury, "note": "For you."},
    }
    return values.get(verb, {})


EFFECTS: dict[BulkVerb, tuple[str, str]] = {
    BulkVerb.TAKE: ("owner", "Aina Roca"),
    BulkVerb.RELEASE: ("owner", "None"),
    BulkVerb.ASSIGN: ("owner", "Laia Font"),
    BulkVerb.PRIORITY: ("priority", "3"),
    BulkVerb.CATEGORY: ("category", "Router"),
    BulkVerb.STALL: ("status", "stalled"),
    BulkVerb.TRANSFER: ("queue", "Treasury"),
    BulkVerb.SPAM: ("status", "rejected"),
}


@pytest.mark.parametrize("verb", EFFECTS)
def test_each_verb_is_done_with_every_ticket_without_a_mail_and_can_be_taken_back(
    tickets, do, agent, lead, support, treasury, treasurer, verb
):
    if verb == BulkVerb.RELEASE:
        Ticket.objects.update(owner=lead)
    before, mails = list(Ticket.objects.order_by("pk").values("owner", "priority", "category", "queue", "status")), Delivery.objects.count()

    act = do(verb, seen(*tickets), **values_for(verb, lead, treasury, support))

    column, value = EFFECTS[verb]
    assert results(act) == ["done"] * 3
    assert [str(getattr(row, column)) for row in Ticket.objects.order_by("pk")] == [value] * 3
    bulk.undo(act, by=agent, at=NOON + timedelta(seconds=59))
    assert results(act) == ["undone"] * 3
    assert list(Ticket.objects.order_by("pk").values("owner", "priority", "category", "queue", "status")) == before
    assert Delivery.objects.count() == mails


def test_closing_what_is_resolved_is_not_taken_back(tickets, do, agent):
    stand(tickets[0], Status.RESOLVED)

    act = do(BulkVerb.CLOSE, seen(*tickets))

    assert results(act) == ["done", "refused", "refused"]
    assert "cannot become" in act.outcomes[1]["why"]
    assert act.can_be_undone(NOON) is False
    with pytest.raises(Refused, match="cannot be taken back"):
        bulk.undo(act, by=agent, at=NOON)


def test_many_at_once_reject_nothing_with_an_appointment(tickets, do, agent):
    offered(tickets[0], agent)
    mails = Delivery.objects.count()

    act = do(BulkVerb.SPAM, seen(*tickets))

    assert (results(act), Delivery.objects.count()) == (["refused", "done", "done"], mails)
    assert act.outcomes[0]["why"] == "It has an appointment. Reject it on its own page."


def test_a_ticket_that_changed_meanwhile_is_left_alone(tickets, do, lead):
    rows = seen(*tickets)
    lifecycle.take(tickets[1], by=lead)

    act = do(BulkVerb.TAKE, rows)

    assert results(act) == ["done", "changed", "done"]
    assert Ticket.objects.get(pk=tickets[1].pk).owner == lead


def test_what_is_not_on_the_desk_is_said_and_not_touched(tickets, agent, treasury):
    foreign = factories.ticket(None, treasury)
    among = Ticket.objects.exclude(queue=treasury)

    act = bulk.do(Order(uuid.uuid4(), BulkVerb.TAKE, [*seen(foreign), Row(987_654, 1)]), among=among, by=agent)

    assert (results(act), history(foreign)) == (["gone", "gone"], ["opened"])


def test_what_was_so_already_writes_nothing(tickets, do, agent):
    lifecycle.take(tickets[0], by=agent)

    act = do(BulkVerb.TAKE, seen(tickets[0]))

    assert (results(act), history(tickets[0]), act.can_be_undone(NOON)) == (["same"], ["opened", "taken"], False)


def test_the_same_order_twice_is_done_once(tickets, agent):
    order = Order(uuid.uuid4(), BulkVerb.TAKE, seen(*tickets))

    acts = [bulk.do(order, among=Ticket.objects.all(), by=agent) for _ in range(2)]

    assert (acts[0], results(acts[1]), history(tickets[0])) == (acts[1], ["done"] * 3, ["opened", "taken"])


@pytest.mark.parametrize(("count", "words"), [(0, "at least one"), (101, "at most 100")])
def test_too_few_and_too_many_are_refused(do, count, words):
    with pytest.raises(Refused, match=words):
        do(BulkVerb.TAKE, [Row(number, 1) for number in range(1, count + 1)])

    assert BulkAct.objects.count() == 0


def test_after_a_minute_it_is_too_late_and_once_is_enough(tickets, do, agent):
    act = do(BulkVerb.TAKE, seen(*tickets))

    with pytest.raises(Refused, match="too late"):
        bulk.undo(act, by=agent, at=NOON + timedelta(seconds=60))
    bulk.undo(act, by=agent, at=NOON)
    with pytest.raises(Refused, match="already"):
        bulk.undo(act, by=agent, at=NOON)

    assert history(tickets[0]) == ["opened", "taken", "released"]


def test_taking_back_spares_what_somebody_worked_on_since(tickets, do, agent, lead):
    act = do(BulkVerb.STALL, seen(*tickets), why=StallReason.PARKED, until=None)
    conversation.note(tickets[2], conversation.Draft("I look at it."), by=lead)

    bulk.undo(act, by=agent, at=NOON)

    assert results(act) == ["undone", "undone", BulkResult.KEPT]
    assert act.outcomes[2]["why"] == "Somebody worked on it since."


def test_an_owner_who_left_meanwhile_does_not_come_back(tickets, do, agent, lead):
    Ticket.objects.update(owner=lead)
    act = do(BulkVerb.TAKE, seen(*tickets))
    lead.memberships.all().delete()

    bulk.undo(act, by=agent, at=NOON)

    assert results(act) == ["kept"] * 3
    assert "does not work in this queue" in act.outcomes[0]["why"]


def test_a_transferred_ticket_comes_back_with_line_owner_and_category(tickets, do, agent, lead, support, treasury, treasurer):
    category = Category.objects.create(queue=support, slug="router", names={"en": "Router"})
    ticket = stand(tickets[0], Status.OPEN, tier=2, owner=lead, category=category)
    act = do(BulkVerb.TRANSFER, seen(ticket), queue=treasury, note="For you.")

    bulk.undo(act, by=agent, at=NOON)

    back = Ticket.objects.get(pk=ticket.pk)
    assert (back.queue, back.tier, back.owner, back.category) == (support, 2, lead, category)


def test_what_was_done_long_ago_is_forgotten(tickets, do):
    do(BulkVerb.TAKE, seen(*tickets))

    assert [bulk.forget(at=at) for at in (LATER, NOON + timedelta(days=31))] == [0, 1]


def test_what_was_new_before_it_was_called_spam_is_new_again(tickets, do, agent):
    new = factories.ticket(None, tickets[0].queue)
    act = do(BulkVerb.SPAM, seen(new, tickets[0]))

    bulk.undo(act, by=agent, at=NOON)

    statuses = [Ticket.objects.get(pk=pk).status for pk in (new.pk, tickets[0].pk)]
    assert (results(act), statuses) == (["undone", "undone"], [Status.NEW, Status.OPEN])
    assert history(new) == ["opened", "rejected", "reopened"]
