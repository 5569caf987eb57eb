"""Working off received mails, waking stalled tickets, tidying up: safe to run twice, and by two workers at once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.actions import throttle
from foundation import clock
from mailroom.mail import ParsedMail
from tickets.actions import drafts, files, floods, inbound, presence, record
from tickets.actions.arrival import Outcome
from tickets.enums import InboundState, StallReason
from tickets.models import Attachment, InboundMail, Ticket

logger = logging.getLogger(__name__)

BATCH = 50
# Mails of one sender that may wait for a worker at the same time; the rest wait for the sweep.
HURRIED_AT_ONCE = 20
RETRY_AFTER = timedelta(minutes=1)


def process(mail: InboundMail, *, is_capped: bool = True, at: datetime | None = None) -> tuple[Outcome, ParsedMail] | None:
    """Claim and process one mail; ``None`` when another process has it. A failure is kept for another try, later each time.

    Raises whatever went wrong, after noting it.
    """
    moment = clock.now(at)
    if not inbound.claim(mail, at=moment):
        return None
    mail.refresh_from_db(from_queryset=InboundMail.objects.select_related("mailbox__queue"))
    return process_claimed(mail, is_capped=is_capped, at=moment)


def process_claimed(mail: InboundMail, *, is_capped: bool = True, at: datetime | None = None) -> tuple[Outcome, ParsedMail] | None:
    """As ``process``, for a mail that the caller has claimed."""
    moment = clock.now(at)
    try:
        return inbound.receive(mail, is_capped=is_capped, at=moment)
    except inbound.TakenElsewhere:
        return None
    except floods.Later:
        # No failure of its own, so no attempt either.
        waiting = InboundMail.objects.filter(pk=mail.pk, state=InboundState.STORED)
        waiting.update(
            not_before=moment + floods.WAIT, attempts=F("attempts") - 1, reason="too many new tickets in this mailbox within an hour"
        )
        return None
    except Exception as problem:
        logger.exception("Received mail %s could not be processed (attempt %s)", mail.pk, mail.attempts)
        if mail.attempts >= inbound.ATTEMPTS:
            inbound.give_up(mail, f"{type(problem).__name__}: {problem}")
        else:
            again = InboundMail.objects.filter(pk=mail.pk, state=InboundState.STORED)
            again.update(not_before=moment + RETRY_AFTER * 2**mail.attempts, reason=type(problem).__name__)
        raise


def process_by_id(inbound_id: int, *, is_capped: bool = True, at: datetime | None = None) -> None:
    """Process a stored mail if it still waits. A failure was noted already and waits for the sweep."""
    mail = InboundMail.objects.filter(pk=inbound_id).first()
    if mail is None:
        return
    try:
        process(mail, is_capped=is_capped, at=at)
    except Exception:  # noqa: BLE001 - noted by process; the sweep tries again
        return


def waits_in_line(inbound_id: int, *, at: datetime | None = None) -> bool:
    """Whether so many mails of the same envelope sender wait that this one should not be hurried."""
    sender = InboundMail.objects.filter(pk=inbound_id).values_list("envelope_from", flat=True).first()
    if not sender:
        return False
    waiting = InboundMail.objects.waiting(clock.now(at)).order_by().filter(envelope_from=sender)
    return waiting[: HURRIED_AT_ONCE + 1].count() > HURRIED_AT_ONCE


def process_waiting(*, at: datetime | None = None) -> int:
    """Process what waits, the senders taking turns; return how many were tried."""
    waiting = list(InboundMail.objects.waiting(clock.now(at)).in_turns().values_list("pk", flat=True)[:BATCH])
    for pk in waiting:
        process_by_id(pk, at=at)
    return len(waiting)


def tidy(*, at: datetime | None = None) -> None:
    """Wake stalled tickets that are due; forget files of forms never sent, and old counters."""
    moment = clock.now(at)
    wake_due(at=moment)
    Attachment.objects.filter(~drafts.is_saved(), message__isnull=True, created_at__lt=moment - files.DRAFT_LIFETIME).delete()
    drafts.forget_old(at=moment)
    presence.forget_before(moment - timedelta(days=1))
    throttle.forget_before(moment - timedelta(days=1))


def wake_due(*, at: datetime) -> int:
    """Go on with stalled tickets whose date has come; return how many. Each is claimed by a conditional update."""
    due = Ticket.objects.stalled().filter(wake_at__lte=at).order_by("wake_at").values_list("pk", flat=True)[:BATCH]
    woken = 0
    for pk in list(due):
        with transaction.atomic():
            # Emptied by the claim, so that of two workers the second finds nothing; the move empties it anyway.
            if Ticket.objects.stalled().filter(pk=pk, wake_at__lte=at).update(wake_at=None):
                record.go_on(record.locked(Ticket(pk=pk)), by=None, at=at, why=StallReason.DATE)
                woken += 1
    return woken
