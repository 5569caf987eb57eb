"""What agents decide about a received mail that became part of no ticket."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from mailroom.mail import ParsedMail
from tickets import matching
from tickets.actions import consulted, inbound, joining, opening, processing, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, InboundState, Verb
from tickets.errors import Refused
from tickets.models import InboundMail, Message, Ticket
from tickets.references import reference


def replay(mail: InboundMail, *, by: User, at: datetime | None = None) -> InboundMail:
    """Process a mail once more, as if it came now, and return its row. Flood caps do not count: an agent asked for it.

    Raises ``Refused`` when it waits, is part of a ticket, or was kept no longer.
    """
    return _again(mail, _locked, is_accepted=False, by=by, at=clock.now(at))


def accept(mail: InboundMail, *, by: User, at: datetime | None = None) -> InboundMail:
    """Let a held mail do what it asked for, and return its row. Raises ``Refused`` when it is held no longer."""
    return _again(mail, _held, is_accepted=True, by=by, at=clock.now(at))


@transaction.atomic
def refuse(mail: InboundMail, *, by: User, at: datetime | None = None) -> InboundMail:
    """Let a held mail do nothing; the ticket that it would have joined says so. Raises ``Refused`` when it is held no longer."""
    moment = clock.now(at)
    row = _held(mail)
    row.state, row.action, row.reason = InboundState.DONE, InboundAction.REJECTED, "an agent refused it"
    row.decided_by, row.decided_at = by, moment
    row.save(update_fields=["state", "action", "reason", "decided_by", "decided_at"])
    if row.ticket is not None:
        record.event(row.ticket, Verb.MAIL_REFUSED, by=by, at=moment, mail=row)
    return row


def open_as_ticket(mail: InboundMail, *, by: User, at: datetime | None = None) -> Ticket:
    """Open a ticket of a mail, whatever was decided about it; linked to the one it concerns. What a program wrote gets no answer.

    Raises ``Refused`` when it waits, is part of a ticket, was kept no longer, or no queue takes mail.
    """
    moment = clock.now(at)
    with transaction.atomic():
        row = _locked(mail)
        parsed = _said(row)
        links = (row.ticket,) if row.ticket is not None else ()
        arrival = Arrival(row, parsed, matching.match_by_hand(parsed, None), moment)
        return _settled(row, opening.open_ticket(arrival, reason="an agent opened a ticket", links=links), by=by, at=moment)


def join(mail: InboundMail, ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Make a mail part of ``ticket``, or of the one where that goes on, and return it.

    A participant's words become public, as ever; everybody else's are for agents. Raises ``Refused`` when it waits, is part of a ticket
    or was kept no longer.
    """
    moment = clock.now(at)
    with transaction.atomic():
        row = _locked(mail)
        parsed = _said(row)
        arrival = Arrival(row, parsed, matching.match_by_hand(parsed, ticket), moment)
        done = (None if arrival.is_machine_mail else consulted.take(arrival)) or joining.join_by_hand(arrival)
        return _settled(row, done, by=by, at=moment)


def _again(mail: InboundMail, take: Callable[[InboundMail], InboundMail], *, is_accepted: bool, by: User, at: datetime) -> InboundMail:
    """Lock the row with ``take``, and process its mail at once; return what became of it. Who accepted it once did so for good."""
    with transaction.atomic():
        row = take(mail)
        row.state, row.attempts, row.not_before = InboundState.STORED, 0, at
        row.is_accepted = row.is_accepted or is_accepted
        row.decided_by, row.decided_at = by, at
        row.save(update_fields=["is_accepted", "state", "attempts", "not_before", "decided_by", "decided_at"])
    processing.process_by_id(row.pk, is_capped=False, at=at)
    row.refresh_from_db()
    return row


def _locked(mail: InboundMail) -> InboundMail:
    """Return the row as it is now, locked, when there is something to decide. Raises ``Refused`` when there is not."""
    row = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if row.state == InboundState.STORED:
        raise Refused(gettext("This e-mail waits to be processed. Please look again in a moment."))
    written = Message.objects.filter(inbound=row).first()
    if written is not None:
        raise Refused(gettext("This e-mail is part of %(ticket)s already.") % {"ticket": reference(written.ticket_id)})
    if not row.is_raw_kept:
        raise Refused(gettext("The e-mail itself is no longer kept, only this entry."))
    return row


def _held(mail: InboundMail) -> InboundMail:
    row = InboundMail.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=mail.pk)
    if row.state != InboundState.HELD:
        raise Refused(gettext("Somebody has decided about this e-mail already."))
    return row


def _said(row: InboundMail) -> ParsedMail:
    try:
        return inbound.what_it_says(row)
    except FileNotFoundError as missing:
        raise Refused(gettext("The stored e-mail cannot be found. Please tell an administrator.")) from missing


def _settled(row: InboundMail, outcome: Outcome, *, by: User, at: datetime) -> Ticket:
    if outcome.ticket is None or outcome.action == InboundAction.REJECTED:
        raise Refused(gettext("No queue takes tickets by e-mail. Please tell an administrator."))
    row.decided_by, row.decided_at = by, at
    row.save(update_fields=["decided_by", "decided_at"])
    inbound.settle(row, outcome)
    return outcome.ticket
