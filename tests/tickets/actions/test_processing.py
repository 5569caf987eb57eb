"""Working off received mails, waking tickets, tidying up."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest

from accounts.actions import throttle
from accounts.models import Throttle
from foundation import blobs
from tests.tickets.mails import log, raw
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, last_event, stand
from tickets.actions import inbound, processing
from tickets.enums import InboundState, StallReason, Status
from tickets.models import Attachment, InboundMail, Ticket

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def lost(mail: bytes) -> InboundMail:
    """A received mail whose raw bytes cannot be read at present."""
    stored = inbound.store(mail, at=NOON)
    InboundMail.objects.filter(pk=stored.pk).update(digest="0" * 64)
    return InboundMail.objects.get(pk=stored.pk)


def test_a_mail_is_claimed_by_one_of_two(support):
    first = inbound.store(raw(), at=NOON)
    second = InboundMail.objects.get(pk=first.pk)

    assert (inbound.claim(first, at=NOON), inbound.claim(second, at=NOON)) == (True, False)


def test_an_abandoned_claim_ends_after_five_minutes(support):
    stored = inbound.store(raw(), at=NOON)
    inbound.claim(stored, at=NOON)

    assert inbound.claim(stored, at=NOON + 5 * MINUTE - timedelta(seconds=1)) is False
    assert inbound.claim(stored, at=NOON + 5 * MINUTE) is True


def test_a_mail_that_another_process_has_is_left_to_it(support):
    stored = inbound.store(raw(), at=NOON)
    inbound.claim(stored, at=NOON)

    assert processing.process(stored, at=NOON) is None
    assert Ticket.objects.count() == 0


def test_a_processed_mail_is_not_processed_again(support):
    stored = inbound.store(raw(), at=NOON)
    processing.process(stored, at=NOON)

    assert processing.process(stored, at=LATER) is None
    assert (Ticket.objects.count(), processing.process_waiting(at=LATER)) == (1, 0)


def test_a_mail_that_fails_is_tried_again_two_minutes_later(support):
    stored = lost(raw())

    with pytest.raises(FileNotFoundError):
        processing.process(stored, at=NOON)

    entry = log()
    assert (entry.state, entry.attempts, entry.reason, entry.not_before) == (InboundState.STORED, 1, "FileNotFoundError", NOON + 2 * MINUTE)
    assert (processing.process_waiting(at=NOON + MINUTE), processing.process_waiting(at=NOON + 2 * MINUTE)) == (0, 1)


def test_each_failure_waits_twice_as_long_and_the_eighth_is_the_last(support):
    stored = lost(raw())
    moments = [NOON]
    for _ in range(8):
        assert processing.process_waiting(at=moments[-1]) == 1
        stored.refresh_from_db()
        moments.append(stored.not_before)

    waits = [(later - earlier) // MINUTE for earlier, later in pairwise(moments[:8])]
    assert waits == [2, 4, 8, 16, 32, 64, 128]
    assert (stored.state, stored.attempts) == (InboundState.FAILED, 8)
    assert stored.reason.startswith("FileNotFoundError: ")
    assert processing.process_waiting(at=NOON + timedelta(days=30)) == 0


def test_a_mail_that_failed_succeeds_when_the_trouble_is_over(support):
    stored = lost(raw())
    processing.process_by_id(stored.pk)
    InboundMail.objects.filter(pk=stored.pk).update(digest=blobs.put(raw()))

    processing.process_waiting(at=LATER)

    assert (log().state, log().attempts, Ticket.objects.count()) == (InboundState.DONE, 2, 1)


def test_a_task_swallows_a_failure_and_an_unknown_number(support):
    stored = lost(raw())

    processing.process_by_id(stored.pk)
    processing.process_by_id(stored.pk + 1)

    assert log().attempts == 1


def test_mails_are_worked_off_oldest_first(support):
    late = inbound.store(raw("late", identity="late@x.org"), at=NOON)
    early = inbound.store(raw("early", identity="early@x.org"), at=EARLIER)

    assert processing.process_waiting(at=NOON) == 2

    assert list(InboundMail.objects.order_by("ticket_id").values_list("pk", flat=True)) == [early.pk, late.pk]


def test_a_stalled_ticket_wakes_when_its_date_has_come_and_once(ticket, agent):
    ticket = stand(ticket, Status.STALLED, stall_reason=StallReason.DATE, wake_at=LATER)

    woken = [processing.wake_due(at=LATER - timedelta(seconds=1)), processing.wake_due(at=LATER), processing.wake_due(at=LATER)]

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert woken == [0, 1, 0]
    assert (ticket.status, ticket.stall_reason, ticket.wake_at, ticket.touched_at) == (Status.OPEN, "", None, LATER)
    assert (history(ticket), event.by, event.at, event.payload) == (["opened", "woken"], None, LATER, {"before": "stalled", "why": "date"})


def test_a_ticket_that_waits_without_a_date_sleeps_on(ticket):
    stand(ticket, Status.STALLED)

    assert processing.wake_due(at=NOON + timedelta(days=900)) == 0


def test_tidying_forgets_drafts_of_forms_never_sent_and_old_counters(ticket):
    common = {"digest": "0" * 64, "content_type": "text/plain", "size": 1}
    for name, age in (("old", timedelta(days=2, seconds=1)), ("fresh", timedelta(days=2))):
        Attachment.objects.create(submission=uuid.uuid4(), file_name=name, created_at=NOON - age, **common)
    Attachment.objects.create(message=ticket.messages.get(), file_name="sent", created_at=NOON - timedelta(days=99), **common)
    throttle.allow("old", limit=1, per=MINUTE, at=NOON - timedelta(days=1, seconds=1))

    processing.tidy(at=NOON)

    assert sorted(Attachment.objects.values_list("file_name", flat=True)) == ["fresh", "sent"]
    assert Throttle.objects.filter(window_started_at__lt=NOON - timedelta(days=1)).count() == 0
