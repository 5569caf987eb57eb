"""What tickets do by themselves: close, remind, give up. The queue reminds after 3 and 7 working days and gives up after 10."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from notifications.models import Delivery
from queues.models import Queue
from tests import factories
from tests.tickets.mails import STRANGER, arrive, raw, token_address
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import acting, conversation, lifecycle, merging, processing, timetable
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Act, Channel, StallReason, Status, Verb
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

# Noon in Greenwich of working days after Tuesday 10 March 2026. The clocks of Madrid change on the 29th.
DAY_3, DAY_7, DAY_10 = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (13, 19, 24))
MINUTE = timedelta(minutes=1)


def waiting(ticket: Ticket, agent, *, until: datetime | None = None) -> Ticket:
    """The ticket, waiting for its requester since noon."""
    ticket = stand(ticket, Status.OPEN)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=until, by=agent, at=NOON)
    return Ticket.objects.get(pk=ticket.pk)


def resolved(ticket: Ticket, agent) -> Ticket:
    """The ticket, resolved at noon."""
    lifecycle.resolve(ticket, Draft("A new router solved it."), by=agent, at=NOON)
    return Ticket.objects.get(pk=ticket.pk)


def planned(ticket: Ticket) -> tuple[str, datetime | None, int]:
    row = Ticket.objects.get(pk=ticket.pk)
    return row.act, row.act_at, row.reminders


def mails(ticket: Ticket, kind: str) -> int:
    return Delivery.objects.about(ticket.topic).filter(mail__key__startswith=f"{kind}:").count()


def test_a_resolved_ticket_closes_after_the_queue_s_working_days(ticket, agent):
    ticket = resolved(ticket, agent)

    done = [acting.act_due(at=at) for at in (DAY_7 - MINUTE, DAY_7, DAY_7)]

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert done == [0, 1, 0]
    assert (ticket.status, ticket.closed_at, planned(ticket)) == (Status.CLOSED, DAY_7, ("", None, 0))
    assert (event.verb, event.by, event.payload) == (Verb.CLOSED, None, {"why": "time", "days": 7})


def test_closing_what_was_solved_sends_no_mail(ticket, agent):
    ticket = resolved(ticket, agent)
    before = Delivery.objects.count()

    acting.act_due(at=DAY_7)

    assert Delivery.objects.count() == before


def test_a_queue_may_keep_resolved_tickets_for_ever(ticket, agent, support):
    support.close_days = 0
    support.save(update_fields=["close_days"])

    assert planned(resolved(ticket, agent)) == ("", None, 0)


def test_the_whole_timetable_of_silence(ticket, agent):
    ticket = waiting(ticket, agent)
    plans = [planned(ticket)]

    for at in (DAY_3, DAY_7, DAY_10):
        assert (acting.act_due(at=at - MINUTE), acting.act_due(at=at)) == (0, 1)
        plans.append(planned(ticket))

    ticket.refresh_from_db()
    assert plans == [(Act.REMIND, DAY_3, 0), (Act.REMIND, DAY_7, 1), (Act.CLOSE, DAY_10, 2), ("", None, 0)]
    assert (ticket.status, ticket.closed_at) == (Status.CLOSED, DAY_10)
    assert history(ticket) == ["opened", "stalled", "chased", "chased", "closed"]
    assert (last_event(ticket).payload, mails(ticket, "chaser"), mails(ticket, "closed")) == ({"why": "silence"}, 2, 1)


@pytest.mark.parametrize("outage", [timedelta(hours=6), timedelta(days=30)])
def test_after_an_outage_one_reminder_goes_out_and_the_others_keep_their_distance(ticket, agent, outage):
    ticket = waiting(ticket, agent)
    back = DAY_3 + outage

    done = [acting.act_due(at=back + number * MINUTE) for number in range(5)]

    act, at, reminders = planned(ticket)
    assert (done, mails(ticket, "chaser")) == ([1, 0, 0, 0, 0], 1)
    assert (act, reminders) == (Act.REMIND, 1)
    assert at is not None
    assert at - back >= timedelta(days=4)


def test_every_reminder_tells_the_day_on_which_it_will_really_close(ticket, agent):
    ticket = waiting(ticket, agent)
    told = [timetable.closes_at(ticket)]

    for at in (DAY_3, DAY_7):
        acting.act_due(at=at)
        told.append(timetable.closes_at(Ticket.objects.get(pk=ticket.pk)))

    assert told == [DAY_10, DAY_10, DAY_10]


@pytest.mark.parametrize("way", ["web", "mail"])
def test_the_requester_s_answer_ends_the_waiting(ticket, agent, requester, way):
    ticket = waiting(ticket, agent)
    acting.act_due(at=DAY_3)

    if way == "web":
        conversation.answer(ticket, Answer("From my sister.", Channel.WEB), by=requester, at=DAY_3 + MINUTE)
    else:
        arrive(raw("From my sister."), to=token_address(ticket), at=DAY_3 + MINUTE)

    ticket.refresh_from_db()
    assert (ticket.status, planned(ticket), acting.act_due(at=DAY_10)) == (Status.OPEN, ("", None, 0), 0)


def test_machine_mail_and_other_people_do_not_change_the_timetable(ticket, agent):
    ticket = waiting(ticket, agent)

    arrive(raw("I am away.", Auto_Submitted="auto-replied", identity="1@example.net"), to=token_address(ticket), at=LATER)
    arrive(raw("Let me in.", sender=STRANGER, identity="2@example.net"), to=token_address(ticket), at=LATER)

    assert planned(ticket) == (Act.REMIND, DAY_3, 0)


@pytest.mark.parametrize("write", [conversation.reply, conversation.log_call])
def test_what_we_say_starts_the_days_again(ticket, agent, write):
    ticket = waiting(ticket, agent)
    acting.act_due(at=DAY_3)

    write(ticket, Draft("Which address was it?"), by=agent, at=DAY_3 + MINUTE)

    assert planned(ticket) == (Act.REMIND, datetime(2026, 3, 18, 12, 1, tzinfo=UTC), 0)


def test_a_note_and_taking_it_change_no_timetable(ticket, agent):
    ticket = waiting(ticket, agent)

    conversation.note(ticket, Draft("Ask again."), by=agent, at=LATER)
    lifecycle.take(ticket, by=agent, at=LATER)

    assert planned(ticket) == (Act.REMIND, DAY_3, 0)


def test_a_word_more_gives_the_requester_of_a_resolved_ticket_time_to_read(ticket, agent):
    ticket = resolved(ticket, agent)

    conversation.reply(ticket, Draft("And keep the old box."), by=agent, at=DAY_3)

    assert planned(ticket) == (Act.CLOSE, datetime(2026, 3, 24, 12, tzinfo=UTC), 0)


@pytest.mark.parametrize("why", [StallReason.PARKED, StallReason.THIRD_PARTY])
def test_only_what_waits_for_the_requester_reminds(ticket, agent, why):
    ticket = stand(ticket, Status.OPEN)

    lifecycle.stall(ticket, why=why, until=None, by=agent, at=NOON)

    assert planned(ticket) == ("", None, 0)


def test_a_date_set_by_an_agent_is_kept_and_no_silence_closes(ticket, agent):
    until = DAY_10 + timedelta(days=30)
    ticket = waiting(ticket, agent, until=until)

    for at in (DAY_3, DAY_7, DAY_10, until - MINUTE):
        acting.act_due(at=at)

    ticket.refresh_from_db()
    assert (ticket.status, planned(ticket), mails(ticket, "chaser")) == (Status.STALLED, ("", None, 2), 2)
    assert processing.wake_due(at=until) == 1
    assert planned(ticket) == ("", None, 0)


def test_a_ticket_that_wakes_by_now_is_not_reminded_too(ticket, agent):
    ticket = waiting(ticket, agent, until=DAY_3 - MINUTE)

    assert acting.act_due(at=DAY_3) == 0


def test_who_has_no_e_mail_is_to_be_called(support, agent):
    ticket = waiting(factories.ticket(factories.person(None, "Ramon"), support), agent)

    assert acting.act_due(at=DAY_3) == 1

    ticket.refresh_from_db()
    assert (ticket.status, last_event(ticket).verb, last_event(ticket).payload) == (
        Status.OPEN,
        Verb.WOKEN,
        {"before": "stalled", "why": "call"},
    )


def test_a_queue_may_only_close_or_only_remind(ticket, agent, support):
    support.chase_days, support.give_up_days = [], 5
    support.save(update_fields=["chase_days", "give_up_days"])
    assert planned(waiting(ticket, agent)) == (Act.CLOSE, datetime(2026, 3, 17, 12, tzinfo=UTC), 0)

    support.chase_days, support.give_up_days = [3], 0
    support.save(update_fields=["chase_days", "give_up_days"])
    ticket = waiting(ticket, agent)
    acting.act_due(at=DAY_3)
    assert (planned(ticket), timetable.closes_at(ticket)) == (("", None, 1), None)


def test_a_timetable_made_shorter_meanwhile_goes_on_with_what_is_left(ticket, agent, support):
    ticket = waiting(ticket, agent)
    acting.act_due(at=DAY_3)
    support.chase_days, support.give_up_days = [], 2
    support.save(update_fields=["chase_days", "give_up_days"])

    assert timetable.closes_at(Ticket.objects.get(pk=ticket.pk)) == datetime(2026, 3, 23, 12, tzinfo=UTC)
    acting.act_due(at=DAY_7)

    assert planned(ticket) == (Act.CLOSE, datetime(2026, 3, 23, 12, tzinfo=UTC), 2)


def test_a_worker_that_dies_leaves_the_step_undone_and_the_next_does_it(ticket, agent):
    ticket = waiting(ticket, agent)
    as_it_was = snapshot(ticket)

    with transaction.atomic():
        acting.act(ticket.pk, DAY_3, at=DAY_3)
        transaction.set_rollback(True)

    assert snapshot(ticket) == as_it_was
    assert (acting.act_due(at=DAY_3), mails(ticket, "chaser")) == (1, 1)


def test_one_that_fails_stops_no_other_and_is_tried_again_in_an_hour(ticket, agent, support, requester):
    broken = factories.queue("broken", chase_days=[3])
    bad, good = waiting(factories.ticket(requester, broken), agent), waiting(ticket, agent)
    Queue.objects.filter(pk=broken.pk).update(chase_days=["soon"])

    assert acting.act_due(at=DAY_3) == 1

    assert (history(bad), planned(bad)) == (["opened", "stalled"], (Act.REMIND, DAY_3 + timedelta(hours=1), 0))
    assert history(good)[-1] == "chased"


def test_a_merged_ticket_does_nothing_by_itself(ticket, agent, support, requester):
    ticket = waiting(ticket, agent)
    merging.merge(ticket, into=factories.ticket(requester, support), by=agent)

    acting.act_due(at=DAY_10)

    assert (history(ticket), planned(ticket), mails(ticket, "chaser")) == (["opened", "stalled", "merged"], ("", None, 0), 0)


@pytest.mark.parametrize(("age", "is_new"), [(timedelta(days=14), False), (timedelta(days=14, seconds=1), True)])
def test_a_late_answer_from_the_web_opens_a_linked_ticket(ticket, requester, age, is_new):
    ticket = stand(ticket, Status.CLOSED, closed_at=NOON - age)

    message = conversation.answer(ticket, Answer("It is back.", Channel.WEB, is_proven=True), by=requester, at=NOON)

    ticket.refresh_from_db()
    assert (message.ticket_id != ticket.pk, ticket.status) == (is_new, Status.CLOSED if is_new else Status.OPEN)
    if is_new:
        new = message.ticket
        assert (new.title, new.queue, new.requester, new.requester_proven) == (ticket.title, ticket.queue, requester, True)
        assert [link.target for link in new.links.all()] == [ticket]
        assert (history(new), history(ticket)) == (["opened", "linked"], ["opened", "linked"])


def test_each_queue_says_how_long_an_answer_reopens(ticket, support):
    support.reopen_days = 0
    support.save(update_fields=["reopen_days"])
    ticket = stand(ticket, Status.CLOSED, closed_at=NOON - MINUTE)

    outcome = arrive(raw("It is back."), to=token_address(ticket), at=NOON)

    assert outcome.ticket != ticket


def test_a_late_answer_goes_to_the_entry_when_its_queue_takes_none(support, treasury, requester):
    treasury.takes_direct_entry = False
    treasury.save(update_fields=["takes_direct_entry"])
    ticket = stand(factories.ticket(requester, treasury), Status.CLOSED, closed_at=NOON - timedelta(days=99))

    message = conversation.answer(ticket, Answer("Again.", Channel.WEB), by=requester, at=NOON)

    assert message.ticket.queue == support
