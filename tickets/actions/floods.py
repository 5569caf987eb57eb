"""Floods of mail: how much one sender, one ticket and one mailbox may bring within an hour, and what becomes of the rest.

Nothing is thrown away. Repeats and what goes over a cap stay in the inbound log, counted on their ticket; what a whole mailbox gets
too much of only waits. The leads hear of it once.
"""

from datetime import datetime, timedelta

from django.conf import settings

from accounts.actions import throttle
from foundation.safetext import one_line, printable
from tickets import notices
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction
from tickets.models import InboundMail, Ticket

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# How long a mail waits that would open one ticket too many in its mailbox.
WAIT = timedelta(minutes=10)
MACHINE_MAIL_PER_TICKET = 20
# So many tickets may one sender open with the same words within an hour: people send again what they think was lost.
OPENED_ALIKE = 3


class Later(Exception):
    """The mailbox has opened enough tickets for now; the mail waits."""


def held_back(arrival: Arrival) -> Outcome | None:
    """Return what becomes of a person's mail that is one too many of its sender or ticket, or says the same again; ``None`` for others.

    Raises ``Later`` when its mailbox has opened enough tickets within the hour.
    """
    sender, named = arrival.parsed.sender.address.lower(), arrival.found.ticket
    if not _allow(f"mail-from:{sender}", settings.MAIL_PER_SENDER, arrival.at):
        _alert(arrival, sender)
        return Outcome(InboundAction.REJECTED, "too many mails from this sender within an hour; kept in the log")
    if named is not None:
        if _allow(f"mail-to-ticket:{named.pk}", settings.MAIL_PER_TICKET, arrival.at):
            return None
        return Outcome(InboundAction.IGNORED, "too many mails for this ticket within an hour; kept in the log", named)
    repeated = _said_before(arrival)
    if repeated is not None:
        return Outcome(InboundAction.IGNORED, "the sender said the same within an hour; kept in the log", repeated)
    if not _allow(f"mail-to-mailbox:{arrival.inbound.mailbox_id}", settings.MAIL_PER_MAILBOX, arrival.at):
        raise Later
    return None


def has_room_for_machines(ticket: Ticket, *, at: datetime) -> bool:
    """Whether one more mail of a program may be folded into ``ticket`` within the hour."""
    return _allow(f"machine-mail-to:{ticket.pk}", MACHINE_MAIL_PER_TICKET, at)


def _allow(key: str, limit: int, at: datetime) -> bool:
    return throttle.allow(key, limit=limit, per=HOUR, at=at)


def _said_before(arrival: Arrival) -> Ticket | None:
    """Return the unfinished ticket that the sender opened last with the same words, when there were several within the hour already."""
    if arrival.parsed.files:
        return None
    rows = InboundMail.objects.filter(
        received_at__gt=arrival.at - HOUR,
        sender=arrival.inbound.sender,
        subject=one_line(arrival.parsed.subject),
        mailbox=arrival.inbound.mailbox,
        action=InboundAction.CREATED,
        message__body=printable(arrival.parsed.body),
    )
    opened = [row.ticket for row in rows.select_related("ticket").order_by("-received_at", "-pk")[:OPENED_ALIKE]]
    return opened[0] if len(opened) == OPENED_ALIKE and opened[0] is not None and opened[0].is_unfinished else None


def _alert(arrival: Arrival, sender: str) -> None:
    """Tell the leads of the queue where this sender's mails went to, once a day."""
    newest = InboundMail.objects.filter(sender=arrival.inbound.sender, received_at__gt=arrival.at - DAY, ticket__isnull=False)
    last = newest.select_related("ticket__queue").order_by("-received_at", "-pk").first()
    if last is None or last.ticket is None or not throttle.allow(f"flood-told:{sender}", limit=1, per=DAY, at=arrival.at):
        return
    notices.tell_of_flood(last.ticket, at=arrival.at)
