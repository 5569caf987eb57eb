"""Promises of news."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import installation
from accounts.models import User
from notifications.models import Delivery, MailText
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import history, snapshot
from tickets.actions import conversation, lifecycle, merging, promises, record, undo
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, MessageKind, PromiseState, StallReason, Status, Verb
from tickets.errors import Refused
from tickets.models import Promise, Ticket

pytestmark = pytest.mark.django_db

FOUR, FIVE, SIX = (NOON + timedelta(hours=hours) for hours in (4, 5, 6))


def promised(ticket, agent, due: datetime = FOUR, *, at: datetime = NOON) -> Promise:
    """A reply that promises news."""
    conversation.reply(ticket, Draft("We look into it.", news_by=due), by=agent, at=at)
    ticket.refresh_from_db()
    return Promise.objects.filter(ticket=ticket).latest("pk")


def state(promise: Promise) -> tuple[str, datetime | None]:
    promise.refresh_from_db()
    return promise.state, promise.settled_at


def owed(ticket: Ticket) -> datetime | None:
    ticket.refresh_from_db()
    return ticket.promised_at


def test_a_reply_makes_a_promise_that_the_ticket_shows(ticket, agent):
    promise = promised(ticket, agent)

    assert (promise.made_by, promise.made_at, promise.due_at) == (agent, NOON, FOUR)
    assert promise.message == ticket.messages.get(kind=MessageKind.PUBLIC, is_ours=True)
    assert (state(promise), owed(ticket)) == ((PromiseState.OPEN, None), FOUR)
    assert history(ticket) == ["opened", "answered", "promised"]
    assert ticket.events.get(verb=Verb.PROMISED).payload == {"promise": promise.pk, "due": FOUR.isoformat()}


@pytest.mark.parametrize("write", [conversation.reply, conversation.log_call])
def test_the_next_reply_or_call_before_the_moment_keeps_it(ticket, agent, write):
    promise = promised(ticket, agent)

    write(ticket, Draft("It is the cable."), by=agent, at=NOON + timedelta(hours=1))

    assert (state(promise), owed(ticket)) == ((PromiseState.KEPT, NOON + timedelta(hours=1)), None)
    assert history(ticket)[-1] == "promise_kept"


def test_notes_and_the_requester_s_own_words_keep_nothing(ticket, agent, requester):
    promise = promised(ticket, agent)

    conversation.note(ticket, Draft("Ask the provider."), by=agent, at=NOON + timedelta(hours=1))
    conversation.answer(ticket, Answer("Any news?", Channel.WEB), by=requester, at=NOON + timedelta(hours=2))

    assert (state(promise), owed(ticket)) == ((PromiseState.OPEN, None), FOUR)


def test_a_promise_is_broken_once_when_its_moment_comes_and_news_stays_owed(ticket, agent):
    promise = promised(ticket, agent)

    counts = [promises.break_due(at=FOUR - timedelta(seconds=1)), promises.break_due(at=FOUR), promises.break_due(at=FIVE)]

    assert (counts, state(promise), owed(ticket)) == ([0, 1, 0], (PromiseState.BROKEN, FOUR), FOUR)
    assert history(ticket)[-1] == "promise_broken"
    assert list(Ticket.objects.promised()) == list(Ticket.objects.promise_late(FOUR)) == [ticket]
    assert list(Ticket.objects.promise_late(NOON)) == []


def told_of(promise: Promise) -> list[str | None]:
    """The addresses told that the promise was broken."""
    return list(Delivery.objects.filter(mail__key=f"promise:{promise.pk}").values_list("address", flat=True))


def test_the_owner_is_told_once_that_news_is_late(ticket, agent, lead, requester):
    lifecycle.assign(ticket, to=lead, by=agent, at=NOON)
    promise = promised(ticket, agent)

    for at in (FOUR, FIVE):
        promises.break_due(at=at)

    assert told_of(promise) == [lead.email]
    said = MailText.objects.get(mail__key=f"promise:{promise.pk}")
    assert said.subject == f"News is late in \u2068{ticket.reference}\u2069: {ticket.title}"
    assert "was promised news by 10 March 2026, 17:00 CET." in said.text
    assert "The ticket is yours." in said.text
    assert f"/desk/tickets/{ticket.pk}/" in said.text


def test_where_nobody_owns_it_the_agent_who_promised_is_told(ticket, agent):
    promise = promised(ticket, agent)

    promises.break_due(at=FOUR)

    assert told_of(promise) == [agent.email]
    assert "you talked to the requester last" in MailText.objects.get(mail__key=f"promise:{promise.pk}").text


def test_an_agent_who_left_is_told_nothing(ticket, agent):
    promise = promised(ticket, agent)
    User.objects.filter(pk=agent.pk).update(is_active=False)

    assert (promises.break_due(at=FOUR), told_of(promise)) == (1, [])


def test_late_news_ends_the_waiting_but_the_promise_stays_broken(ticket, agent):
    promise = promised(ticket, agent)
    promises.break_due(at=FOUR)

    conversation.reply(ticket, Draft("Sorry."), by=agent, at=FIVE)

    assert (state(promise), owed(ticket)) == ((PromiseState.BROKEN, FOUR), None)


def test_news_that_comes_late_but_before_the_sweep_breaks_it_too(ticket, agent):
    promise = promised(ticket, agent)

    conversation.reply(ticket, Draft("Sorry."), by=agent, at=FIVE)

    assert (state(promise), history(ticket)[-1]) == ((PromiseState.BROKEN, FIVE), "promise_broken")
    assert promises.break_due(at=SIX) == 0


def test_a_new_promise_takes_the_place_of_the_one_before_which_its_reply_keeps(ticket, agent):
    first = promised(ticket, agent)

    second = promised(ticket, agent, SIX, at=NOON + timedelta(hours=1))

    assert (state(first)[0], state(second), owed(ticket)) == (PromiseState.KEPT, (PromiseState.OPEN, None), SIX)
    assert promises.break_due(at=FIVE) == 0


def test_resolving_keeps_it(ticket, agent):
    promise = promised(ticket, agent)

    lifecycle.resolve(ticket, Draft(""), by=agent, at=NOON + timedelta(hours=1))

    assert (state(promise)[0], owed(ticket)) == (PromiseState.KEPT, None)


def test_closing_by_silence_ends_it(ticket, agent):
    promise = promised(ticket, agent, NOON + timedelta(days=60))
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)
    ticket.refresh_from_db()
    with transaction.atomic():
        record.move(ticket, Status.CLOSED, at=SIX)

    assert (state(promise), owed(ticket)) == ((PromiseState.ENDED, SIX), None)


def test_a_merged_ticket_s_promise_ends_in_silence(ticket, agent, requester, support):
    promise = promised(ticket, agent)

    merging.merge(ticket, into=factories.ticket(requester, support), by=agent, at=NOON)

    assert promises.break_due(at=FOUR) == 0

    assert (state(promise)[0], owed(ticket), history(ticket)[-1]) == (PromiseState.ENDED, None, "merged")


@pytest.mark.parametrize(
    ("due", "said"), [(NOON, "has passed"), (NOON - timedelta(days=1), "has passed"), (NOON + timedelta(days=400), "far away")]
)
def test_a_moment_that_cannot_be_promised_is_refused_and_nothing_is_sent(ticket, agent, due, said):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match=said):
        conversation.reply(ticket, Draft("We look into it.", news_by=due), by=agent, at=NOON)

    assert snapshot(ticket) == as_it_was


def test_resolving_and_promising_do_not_go_together(ticket, agent):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="needs no promise"):
        lifecycle.resolve(ticket, Draft("Done.", news_by=FOUR), by=agent, at=NOON)

    assert snapshot(ticket) == as_it_was


@pytest.mark.parametrize(
    "fields",
    [{"state": "open"}, {"state": "kept", "settled_at": None}, {"state": "lost", "settled_at": NOON}, {"state": "kept", "due_at": NOON}],
)
def test_what_cannot_be_is_refused_by_the_database(ticket, agent, fields):
    promised(ticket, agent)
    values = {"ticket": ticket, "made_by": agent, "made_at": NOON, "due_at": SIX, "settled_at": NOON if "due_at" in fields else None}

    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(**{**values, **fields})


def test_a_reply_taken_back_promises_nothing_and_keeps_nothing(ticket, agent):
    first = promised(ticket, agent)
    sent = NOON + timedelta(hours=1)
    reply = conversation.reply(ticket, Draft("Tomorrow.", news_by=SIX, waits=timedelta(seconds=15)), by=agent, at=sent)

    undo.cancel(ticket, reply.pk, by=agent, at=sent + timedelta(seconds=5))

    assert (state(first), owed(ticket), Promise.objects.count()) == ((PromiseState.OPEN, None), FOUR, 1)


def warned(agent: User) -> list[str]:
    """The subjects of what the agent was told to be due soon."""
    rows = MailText.objects.filter(mail__deliveries__address=agent.email, subject__startswith="Due soon").order_by("pk")
    return [text.subject for text in rows]


def test_whoever_owes_news_is_told_an_hour_before_once(ticket, agent):
    promised(ticket, agent)

    counts = [promises.warn_due(at=FOUR - timedelta(minutes=before)) for before in (61, 60, 59, 1)]

    assert counts == [0, 1, 0, 0]
    assert warned(agent) == [f"Due soon in \u2068{ticket.reference}\u2069: No connection"]


def test_the_house_says_how_soon_and_may_say_never(ticket, agent, house):
    promised(ticket, agent)
    type(house).objects.update(due_soon_minutes=180)
    installation.forget()

    assert promises.warn_due(at=NOON + timedelta(hours=1)) == 1
    type(house).objects.update(due_soon_minutes=0)
    installation.forget()
    Promise.objects.update(warned_at=None)
    assert promises.warn_due(at=FOUR - timedelta(minutes=1)) == 0


def test_news_promised_within_the_hour_needs_no_warning(ticket, agent):
    promised(ticket, agent, NOON + timedelta(minutes=60))

    assert promises.warn_due(at=NOON + timedelta(minutes=30)) == 0


@pytest.mark.parametrize("settle", [lambda ticket, agent: conversation.reply(ticket, Draft("Done."), by=agent, at=NOON), None])
def test_kept_and_late_promises_are_not_due_soon(ticket, agent, settle):
    promised(ticket, agent)
    if settle is not None:
        settle(ticket, agent)

    assert (promises.warn_due(at=FOUR - timedelta(minutes=5) if settle else FOUR), warned(agent)) == (0, [])
