"""Mail that comes in: stored raw first, then read, matched, and made part of a ticket."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from accounts.actions import throttle
from foundation import blobs, clock
from foundation.safetext import one_line
from mailroom.mail import ParsedMail
from mailroom.reading import read
from notifications.message_ids import read_message_id
from queues.models import Mailbox
from tickets import mail_addresses, matching
from tickets.actions import joining
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, InboundState
from tickets.models import InboundMail

PER_SENDER_AND_HOUR = 60
CLAIM = timedelta(minutes=5)
ATTEMPTS = 8
# 64 octets, the at sign and 255 octets (RFC 5321 §4.5.3.1); what is longer is cut here, the raw mail has it all.
LONGEST_ADDRESS = 320
LONGEST_ID = 500
# The empty reverse path of SMTP: a program sent it, and nothing may answer (RFC 3834 §2). Its name tells it from an unknown sender.
NULL_SENDER = "<>"


class TakenElsewhere(Exception):
    """Another process has worked the mail off meanwhile."""


def store(
    raw: bytes, *, envelope_to: str = "", envelope_from: str = "", mailbox: Mailbox | None = None, at: datetime | None = None
) -> InboundMail:
    """Keep a raw mail before anything reads it. Raises ``OSError`` or ``DatabaseError`` when it cannot be stored."""
    moment = clock.now(at)
    return InboundMail.objects.create(
        digest=blobs.put(raw),
        size=len(raw),
        mailbox=mailbox or mail_addresses.mailbox_for(envelope_to),
        envelope_to=one_line(envelope_to, LONGEST_ADDRESS),
        envelope_from=one_line(envelope_from, LONGEST_ADDRESS),
        received_at=moment,
        not_before=moment,
    )


def claim(inbound: InboundMail, *, at: datetime | None = None) -> bool:
    """Take the mail for processing; tell whether no other process has it. An abandoned claim ends after five minutes."""
    moment = clock.now(at)
    rows = InboundMail.objects.filter(pk=inbound.pk, state=InboundState.STORED, not_before__lte=moment)
    return bool(rows.update(not_before=moment + CLAIM, attempts=F("attempts") + 1))


def receive(inbound: InboundMail, *, is_capped: bool = True, at: datetime | None = None) -> tuple[Outcome, ParsedMail]:
    """Read a stored mail and do what it asks for, in one transaction with its log entry.

    Order: our own mail, duplicate, machine mail, match, authorise, append or open. ``is_capped`` applies the flood caps.
    Raises ``TakenElsewhere`` when it is done already.
    """
    moment = clock.now(at)
    parsed = what_it_says(inbound)
    if inbound.envelope_from == NULL_SENDER and not parsed.auto_submitted:
        parsed = replace(parsed, auto_submitted=True, machine_reason="null-sender")
    inbound.message_id = one_line(parsed.message_id, LONGEST_ID)
    inbound.subject = one_line(parsed.subject)
    inbound.sender = one_line(parsed.sender.address, LONGEST_ADDRESS)
    # Saved at once: the acknowledgement answers this very mail, and its twins wait for each other.
    inbound.save(update_fields=["message_id", "subject", "sender"])
    with transaction.atomic():
        _wait_for_twins(inbound)
        outcome = _decide(inbound, parsed, is_capped=is_capped, moment=moment)
        inbound.state = InboundState.DONE
        inbound.action, inbound.reason = outcome.action, one_line(outcome.reason)
        inbound.ticket, inbound.matched_by = outcome.ticket, outcome.matched_by
        inbound.save(update_fields=["state", "action", "reason", "ticket", "matched_by"])
    return outcome, parsed


def _wait_for_twins(inbound: InboundMail) -> None:
    """Lock the mail and its copies, always in the same order: of two copies at the same moment the second sees what the first did."""
    copies = Q(pk=inbound.pk)
    if inbound.message_id:
        copies |= Q(message_id=inbound.message_id, digest=inbound.digest, mailbox=inbound.mailbox)
    states = dict(InboundMail.objects.select_for_update().filter(copies).order_by("pk").values_list("pk", "state"))
    if states.get(inbound.pk) != InboundState.STORED:
        raise TakenElsewhere


def what_it_says(inbound: InboundMail) -> ParsedMail:
    """Read a stored mail without doing anything. Raises ``FileNotFoundError`` when its blob is gone."""
    return read(blobs.read(inbound.digest))


def give_up(inbound: InboundMail, reason: str) -> None:
    """Set aside a mail that failed too often; an administrator sees it and can replay it."""
    InboundMail.objects.filter(pk=inbound.pk).update(state=InboundState.FAILED, reason=one_line(reason))


def replay(inbound: InboundMail, *, at: datetime | None = None) -> None:
    """Let a mail be processed again from its raw bytes."""
    InboundMail.objects.filter(pk=inbound.pk, message__isnull=True).update(state=InboundState.STORED, attempts=0, not_before=clock.now(at))


def _decide(inbound: InboundMail, parsed: ParsedMail, *, is_capped: bool, moment: datetime) -> Outcome:
    sender = parsed.sender.address.lower()
    if read_message_id(parsed.message_id) is not None or mail_addresses.mailbox_for(sender) is not None:
        return Outcome(InboundAction.IGNORED, "our own mail came back")
    twin = _twin(inbound)
    if twin is not None:
        return Outcome(InboundAction.IGNORED, "the same mail was received before", twin.ticket)
    arrival = Arrival(inbound, parsed, matching.match(parsed, (inbound.envelope_to,)), moment)
    if parsed.auto_submitted or parsed.bounce is not None:
        return joining.fold(arrival)
    if "@" not in sender:
        return Outcome(InboundAction.REJECTED, "the mail names no sender")
    if is_capped and not throttle.allow(f"mail-from:{sender}", limit=PER_SENDER_AND_HOUR, per=timedelta(hours=1), at=moment):
        return Outcome(InboundAction.REJECTED, "too many mails from this sender within an hour; kept in the log")
    return joining.join_or_open(arrival)


def _twin(inbound: InboundMail) -> InboundMail | None:
    """The same mail to the same mailbox, by Message-ID and content: the same id with other content is another mail."""
    if not inbound.message_id:
        return None
    rows = InboundMail.objects.filter(
        message_id=inbound.message_id, digest=inbound.digest, mailbox=inbound.mailbox, state=InboundState.DONE
    )
    return rows.exclude(pk=inbound.pk).select_related("ticket").order_by("pk").first()
