"""Two people, or two workers, at the same moment on a real database: one of them wins, and nothing doubles."""

import uuid
from datetime import timedelta

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.models import Queue
from tests import factories
from tests.threads import together
from tests.tickets.appointing import TOMORROW, booked, offered, slot
from tests.tickets.mails import raw
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, stand
from tickets.actions import (
    acting,
    appointments,
    bulk,
    conversation,
    inbound,
    intake,
    lifecycle,
    linking,
    merging,
    processing,
    promises,
    reminding,
)
from tickets.actions.bulk import Row
from tickets.actions.conversation import Draft
from tickets.enums import Act, AppointmentState, Channel, RejectReason, Relation, StallReason, Status
from tickets.errors import Refused
from tickets.list_enums import BulkVerb
from tickets.models import Appointment, AppointmentSlot, BulkAct, InboundMail, Message, Promise, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_double_click_opens_one_ticket_with_one_mail(support: Queue, requester: User):
    new = intake.NewTicket("No connection", "Red.", support, requester, Channel.WEB, submission=uuid.uuid4())

    opened = together(lambda: intake.open_ticket(new, by=requester).pk, times=4)

    assert len(set(opened)) == 1
    assert (Ticket.objects.count(), Delivery.objects.count(), history(Ticket.objects.get())) == (1, 1, ["opened"])


def test_a_double_click_sends_one_reply(ticket: Ticket, agent: User):
    draft = Draft("Please restart it.", uuid.uuid4())

    sent = together(lambda: conversation.reply(ticket, draft, by=agent).pk, times=4)

    assert (len(set(sent)), history(ticket)) == (1, ["opened", "answered"])


def test_two_workers_process_a_mail_once(support: Queue):
    stored = inbound.store(raw(), at=NOON)

    together(lambda: processing.process(InboundMail.objects.get(pk=stored.pk), at=NOON))

    assert (Ticket.objects.count(), InboundMail.objects.get().attempts) == (1, 1)


def test_two_sweeps_wake_a_ticket_once(ticket: Ticket):
    stand(ticket, Status.STALLED, stall_reason=StallReason.DATE, wake_at=NOON)

    woken = together(lambda: processing.wake_due(at=LATER))

    assert (sorted(woken), history(ticket)) == ([0, 1], ["opened", "woken"])


def test_two_workers_remind_once(ticket: Ticket):
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER, act=Act.REMIND, act_at=NOON)

    done = together(lambda: acting.act_due(at=LATER), times=4)

    assert (sorted(done), history(ticket)) == ([0, 0, 0, 1], ["opened", "chased"])
    assert Delivery.objects.about(ticket.topic).filter(mail__key__startswith="chaser:").count() == 1


def test_two_sweeps_break_a_promise_once(ticket: Ticket, agent: User):
    lifecycle.take(ticket, by=agent, at=NOON)
    conversation.reply(ticket, Draft("We look into it.", news_by=LATER), by=agent, at=NOON)
    promise = Promise.objects.get()

    broken = together(lambda: promises.break_due(at=LATER), times=4)

    assert (sorted(broken), history(ticket)[-2:]) == ([0, 0, 0, 1], ["promised", "promise_broken"])
    assert list(Delivery.objects.filter(mail__key=f"promise:{promise.pk}").values_list("address", flat=True)) == [agent.email]


def test_a_reply_and_the_sweep_at_once_settle_a_promise_once(ticket: Ticket, agent: User):
    conversation.reply(ticket, Draft("We look into it.", news_by=LATER), by=agent, at=NOON)
    hands = [
        lambda: promises.break_due(at=LATER),
        lambda: conversation.reply(ticket, Draft("Here is the news."), by=agent, at=LATER - timedelta(seconds=1)).pk,
    ]

    together(lambda: hands.pop()())  # noqa: PLW0108 - each hand takes one

    settled = [verb for verb in history(ticket) if verb in {"promise_broken", "promise_kept"}]
    promise = Promise.objects.get()
    ticket.refresh_from_db()
    assert (len(settled), settled[0].removeprefix("promise_"), ticket.promised_at) == (1, promise.state, None)


def test_two_workers_close_once(ticket: Ticket):
    stand(ticket, Status.RESOLVED, act=Act.CLOSE, act_at=NOON)

    done = together(lambda: acting.act_due(at=LATER), times=4)

    assert (sorted(done), history(ticket)) == ([0, 0, 0, 1], ["opened", "closed"])


def test_an_answer_and_the_closing_at_once_leave_the_ticket_open(ticket: Ticket, requester: User):
    stand(ticket, Status.RESOLVED, act=Act.CLOSE, act_at=NOON)
    hands = [
        lambda: acting.act_due(at=LATER),
        lambda: conversation.answer(ticket, conversation.Answer("Still red.", Channel.WEB), by=requester, at=LATER),
    ]

    together(lambda: hands.pop()())  # noqa: PLW0108 - each hand takes one

    ticket.refresh_from_db()
    assert (ticket.status, ticket.act_at) == (Status.OPEN, None)


def test_an_answer_to_an_old_ticket_sent_twice_opens_one(ticket: Ticket, requester: User):
    stand(ticket, Status.CLOSED, closed_at=NOON - timedelta(days=99))
    given = conversation.Answer("It is back.", Channel.WEB, uuid.uuid4())

    written = together(lambda: conversation.answer(ticket, given, by=requester, at=NOON).pk, times=4)

    assert (len(set(written)), Ticket.objects.count(), history(ticket)) == (1, 2, ["opened", "linked"])


def test_of_two_verbs_at_once_the_second_sees_what_the_first_did(ticket: Ticket, agent: User):
    def reject() -> str:
        try:
            return lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent).status
        except Refused:
            return "refused"

    assert sorted(together(reject)) == ["refused", "rejected"]
    assert history(ticket) == ["opened", "rejected"]


def test_two_agents_with_the_same_rows_at_once_take_each_ticket_once(support: Queue, agent: User, lead: User):
    tickets = [factories.ticket(None, support) for _ in range(5)]
    rows = [Row(ticket.pk, ticket.events.get().pk) for ticket in tickets]
    hands = [(agent, rows), (lead, rows[::-1])]

    def take() -> list[str]:
        by, chosen = hands.pop()
        act = bulk.do(bulk.Order(uuid.uuid4(), BulkVerb.TAKE, chosen), among=Ticket.objects.all(), by=by)
        return [str(outcome["result"]) for outcome in act.outcomes]

    assert sorted(result for results in together(take) for result in results) == ["changed"] * 5 + ["done"] * 5
    assert [history(ticket) for ticket in tickets] == [["opened", "taken"]] * 5


def test_a_double_click_does_it_once_with_many(support: Queue, requester: User, agent: User):
    ticket = factories.ticket(requester, support)
    order = bulk.Order(uuid.uuid4(), BulkVerb.TAKE, [Row(ticket.pk, ticket.events.get().pk)])

    done = together(lambda: bulk.do(order, among=Ticket.objects.all(), by=agent).pk, times=4)

    assert (len(set(done)), history(ticket)) == (1, ["opened", "taken"])


def test_taking_back_twice_at_once_takes_back_once(support: Queue, requester: User, agent: User):
    ticket = factories.ticket(requester, support)
    act = bulk.do(bulk.Order(uuid.uuid4(), BulkVerb.TAKE, [Row(ticket.pk, ticket.events.get().pk)]), among=Ticket.objects.all(), by=agent)

    def undo() -> str:
        try:
            return str(bulk.undo(BulkAct.objects.get(pk=act.pk), by=agent).outcomes[0]["result"])
        except Refused:
            return "refused"

    assert (sorted(together(undo)), history(ticket)) == (["refused", "undone"], ["opened", "taken", "released"])


def test_two_tickets_merged_into_each_other_at_once_make_no_circle(ticket: Ticket, support: Queue, requester: User, agent: User):
    other = factories.ticket(requester, support)
    ways = [(ticket, other), (other, ticket)]

    def merge() -> str:
        one, two = ways.pop()
        try:
            merging.merge(one, into=two, by=agent)
        except Refused:
            return "refused"
        return "merged"

    assert sorted(together(merge)) == ["merged", "refused"]
    assert Ticket.objects.filter(merged_into__isnull=False).count() == 1


def test_three_tickets_merged_in_a_ring_at_once_make_no_circle(ticket: Ticket, support: Queue, requester: User, agent: User):
    second, third = factories.ticket(requester, support), factories.ticket(requester, support)
    ways = [(ticket, second), (second, third), (third, ticket)]

    def merge() -> str:
        one, two = ways.pop()
        try:
            merging.merge(one, into=two, by=agent)
        except Refused:
            return "refused"
        return "merged"

    assert sorted(together(merge, times=3)) == ["merged", "merged", "refused"]
    assert len(set(Ticket.objects.exclude(merged_root=None).values_list("merged_root", flat=True))) == 1


def test_a_reply_and_a_merge_at_once_lose_no_words(ticket: Ticket, support: Queue, requester: User, agent: User):
    root = factories.ticket(requester, support)
    given = conversation.Answer("Still red.", Channel.WEB, uuid.uuid4())
    hands = [
        lambda: merging.merge(ticket, into=root, by=agent),
        lambda: conversation.answer(ticket, given, by=requester),
    ]

    together(lambda: hands.pop()())  # noqa: PLW0108 - each hand takes one

    assert Message.objects.of(Ticket.objects.of_whole(root.pk)).filter(body="Still red.").count() == 1


def test_two_parts_of_each_other_at_once_are_refused(ticket: Ticket, support: Queue, requester: User, agent: User):
    other = factories.ticket(requester, support)
    ways = [(ticket, other), (other, ticket)]

    def link() -> str:
        one, two = ways.pop()
        try:
            linking.link(one, two, relation=Relation.CHILD_OF, by=agent)
        except Refused:
            return "refused"
        return "linked"

    assert sorted(together(link)) == ["linked", "refused"]


def test_of_two_times_picked_at_once_one_is_booked(ticket: Ticket, agent: User, requester: User):
    appointment = offered(ticket, agent)
    slots = [slot(appointment), slot(appointment, 1)]

    done = together(lambda: picked(slots.pop(), requester))

    assert sorted(done) == ["booked", "refused"]
    assert history(ticket).count("appt_booked") == 1
    assert Delivery.objects.filter(mail__key__contains=":invite:").count() == 2


def test_a_double_click_books_once(ticket: Ticket, agent: User, requester: User):
    chosen = slot(offered(ticket, agent))

    done = together(lambda: picked(chosen, requester), times=4)

    assert (done, history(ticket).count("appt_booked")) == (["booked"] * 4, 1)


def test_two_requesters_do_not_get_the_same_agent_at_overlapping_times(support: Queue, agent: User, requester: User):
    starts = (TOMORROW, TOMORROW + timedelta(minutes=15))
    slots = [slot(offered(factories.ticket(requester, support), agent, start)) for start in starts]

    done = together(lambda: picked(slots.pop(), requester))

    assert sorted(done) == ["booked", "refused"]
    assert Appointment.objects.filter(state=AppointmentState.BOOKED).count() == 1


def test_two_workers_remind_of_an_appointment_once(ticket: Ticket, agent: User, requester: User):
    booked(ticket, agent, requester)

    done = together(lambda: reminding.remind_due(at=TOMORROW - timedelta(hours=1)), times=4)

    assert (sorted(done), history(ticket).count("appt_reminded")) == ([0, 0, 0, 1], 1)


def picked(chosen: AppointmentSlot, requester: User) -> str:
    """Pick a time; say how it went."""
    try:
        return appointments.pick(chosen, by=requester, at=NOON).state
    except Refused:
        return "refused"
