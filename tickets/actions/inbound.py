"""Mail that comes in: stored raw first, then read, matched, and made part of a ticket."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from accounts import installation
from foundation import blobs, clock
from foundation.safetext import one_line
from mailroom import authenticity
from mailroom.mail import ParsedMail
from mailroom.reading import read
from notifications.message_ids import read_message_id
from queues.models import Mailbox
from tickets import mail_addresses, matching
from tickets.actions import by_mail, consulted, floods, folding, holding, invited, joining, watching
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, InboundState
from tickets.mail_enums import SenderCheck
from tickets.models import InboundMail

CLAIM = timedelta(minutes=5)
ATTEMPTS = 8
# 64 octets, the at sign and 255 octets (RFC 5321 §4.5.3.1); what is longer is cut here, the raw mail has it all.
LONGEST_ADDRESS = 320
LONGEST_ID = 500
# The empty reverse path of SMTP: a program sent it, and nothing may answer (RFC 3834 §2). Its name tells it from an unknown sender.
NULL_SENDER = "<>"
_NO_RETURN_PATH = b"Return-Path: <>\r\n"
_MBOX_LINES = (b"From ", b">From ")


# What a copy of a mail is a copy of.
PROCESSED = (InboundState.DONE, InboundState.HELD)


class TakenElsewhere(Exception):
    """Another process has worked the mail off meanwhile."""


def store(
    raw: bytes,
    *,
    envelope_to: str = "",
    envelope_from: str = "",
    mailbox: Mailbox | None = None,
    is_rebuilt: bool = False,
    is_claimed: bool = False,
    at: datetime | None = None,
) -> InboundMail:
    """Keep a raw mail before anything reads it. Raises ``OSError`` or ``DatabaseError`` when it cannot be stored.

    ``is_rebuilt``: it was made of its fields. ``is_claimed``: the caller processes it right away, and nobody else has to look for it
    until the claim has ended.
    """
    moment = clock.now(at)
    return InboundMail.objects.create(
        digest=blobs.put(raw),
        size=len(raw),
        mailbox=mailbox or mail_addresses.mailbox_for(envelope_to),
        envelope_to=one_line(envelope_to, LONGEST_ADDRESS),
        envelope_from=one_line(envelope_from, LONGEST_ADDRESS),
        is_rebuilt=is_rebuilt,
        received_at=moment,
        not_before=moment + CLAIM if is_claimed else moment,
        attempts=int(is_claimed),
    )


def claim(inbound: InboundMail, *, at: datetime | None = None) -> bool:
    """Take the mail for processing; tell whether no other process has it. An abandoned claim ends after five minutes."""
    moment = clock.now(at)
    rows = InboundMail.objects.filter(pk=inbound.pk, state=InboundState.STORED, not_before__lte=moment)
    return bool(rows.update(not_before=moment + CLAIM, attempts=F("attempts") + 1))


def receive(inbound: InboundMail, *, is_capped: bool = True, at: datetime | None = None) -> tuple[Outcome, ParsedMail]:
    """Read a stored mail and do what it asks for, in one transaction with its log entry.

    Order: our own mail, duplicate, calendar, alert, machine mail, match, authorise, hold, append or open. ``is_capped`` applies the flood caps.
    Raises ``TakenElsewhere`` when it is done already, ``floods.Later`` when it has to wait.
    """
    moment = clock.now(at)
    parsed = what_it_says(inbound)
    said = _said(parsed)
    for name, value in said.items():
        setattr(inbound, name, value)
    try:
        with transaction.atomic():
            twins = _wait_for_twins(inbound)
            # Before the rest: the acknowledgement answers this very mail.
            inbound.save(update_fields=list(said))
            outcome = _decide(inbound, parsed, twins, is_capped=is_capped, moment=moment)
            settle(inbound, outcome)
    except Exception:
        # The log tells what came also when nothing could be done with it.
        InboundMail.objects.filter(pk=inbound.pk, state=InboundState.STORED).update(**said)
        raise
    return outcome, parsed


def _said(parsed: ParsedMail) -> dict[str, str]:
    """Return what the log keeps of what a mail says, by column."""
    check, results = checked(parsed)
    return {
        "message_id": one_line(parsed.message_id, LONGEST_ID),
        "subject": one_line(parsed.subject),
        "sender": one_line(parsed.sender.address, LONGEST_ADDRESS),
        "shortfalls": " ".join(parsed.incomplete),
        "sender_check": check,
        "sender_results": results,
    }


def settle(inbound: InboundMail, outcome: Outcome) -> None:
    """Write into the log what became of a mail, in the transaction in which it happened."""
    inbound.state = InboundState.HELD if outcome.is_held else InboundState.DONE
    inbound.action, inbound.reason = outcome.action, one_line(outcome.reason)
    inbound.ticket, inbound.matched_by = outcome.ticket, outcome.matched_by
    inbound.save(update_fields=["state", "action", "reason", "ticket", "matched_by"])


def _wait_for_twins(inbound: InboundMail) -> list[int]:
    """Lock the mail and its copies, always in the same order: of two copies at the same moment the second sees what the first did.

    Return the numbers of the copies that were processed, oldest first. The same content has the same Message-ID; the same id with other
    content is another mail, and without an id nobody can tell. Raises ``TakenElsewhere`` when the mail itself is processed already.
    """
    copies = Q(digest=inbound.digest, mailbox=inbound.mailbox_id) if inbound.message_id else Q(pk=inbound.pk)
    states = dict(InboundMail.objects.select_for_update().filter(copies).order_by("pk").values_list("pk", "state"))
    if states.pop(inbound.pk, None) != InboundState.STORED:
        raise TakenElsewhere
    return [pk for pk, state in states.items() if state in PROCESSED]


def what_it_says(inbound: InboundMail) -> ParsedMail:
    """Read a stored mail without doing anything. Raises ``FileNotFoundError`` when its blob is gone."""
    raw = blobs.read(inbound.digest)
    parsed = read(raw)
    if inbound.envelope_from != NULL_SENDER or parsed.auto_submitted:
        return parsed
    # The envelope is known here and stands in no header: with it, reports in words alone are told from people's mail.
    returned = read(_NO_RETURN_PATH + raw) if not raw.startswith(_MBOX_LINES) else parsed
    return returned if returned.bounce is not None else replace(parsed, auto_submitted=True, machine_reason="null-sender")


def give_up(inbound: InboundMail, reason: str) -> None:
    """Set aside a mail that failed too often; an administrator sees it and can replay it."""
    InboundMail.objects.filter(pk=inbound.pk).update(state=InboundState.FAILED, reason=one_line(reason))


def replay(inbound: InboundMail, *, at: datetime | None = None) -> None:
    """Let a mail be processed again from its raw bytes."""
    InboundMail.objects.filter(pk=inbound.pk, message__isnull=True).update(state=InboundState.STORED, attempts=0, not_before=clock.now(at))


def _decide(inbound: InboundMail, parsed: ParsedMail, twins: list[int], *, is_capped: bool, moment: datetime) -> Outcome:
    sender = parsed.sender.address.lower()
    if read_message_id(parsed.message_id) is not None or mail_addresses.is_ours(sender):
        return Outcome(InboundAction.IGNORED, "our own mail came back")
    if twins:
        twin = InboundMail.objects.select_related("ticket").get(pk=twins[0])
        return Outcome(InboundAction.IGNORED, "the same mail was received before", twin.ticket)
    found = matching.match(parsed, (inbound.envelope_to,), is_vouched=inbound.is_vouched)
    arrival = Arrival(inbound, parsed, found, moment)
    told = invited.take(arrival) or watching.take(arrival, is_capped=is_capped)
    if told is not None:
        return told
    if arrival.is_machine_mail or arrival.is_post_of_others or folding.is_returned(arrival):
        return folding.fold(arrival)
    if "@" not in sender:
        return Outcome(InboundAction.REJECTED, "the mail names no sender")
    held_back = floods.held_back(arrival) if is_capped else None
    if held_back is not None:
        return held_back
    taken = by_mail.take(arrival)
    if taken is not None:
        return taken
    reason = holding.why(arrival)
    if reason:
        return holding.hold(arrival, reason)
    return consulted.take(arrival) or joining.join_or_open(arrival)


def checked(parsed: ParsedMail) -> tuple[str, str]:
    """Return what our own relay found out about the sender, in one word and in its own."""
    found = authenticity.read(parsed.authentication_results, installation.current().mail_relays.split())
    said = " ".join(f"{name}={result}" for name, result in found.results if result)
    if not found.is_known:
        return "", ""
    if found.vouches_for(parsed.sender.address):
        return SenderCheck.VOUCHED, said
    return SenderCheck.FAILED if found.is_failed else SenderCheck.UNPROVEN, said
