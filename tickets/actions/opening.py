"""Mail that opens a ticket."""

from accounts.actions import people
from accounts.languages import first_offered
from accounts.models import User
from foundation.safetext import one_line
from mailroom.mail import ParsedMail
from queues.models import Queue
from tickets import matching
from tickets.actions import copied, intake, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import Channel, InboundAction
from tickets.models import InboundMail, Ticket

LONGEST_ADDRESS = 254
LONGEST_NAME = 200


def open_ticket(arrival: Arrival, *, reason: str, links: tuple[Ticket, ...] = (), earlier: Ticket | None = None) -> Outcome:
    """Open a ticket from a mail, linked to ``links``, and acknowledge it; what goes on with ``earlier`` is asked by the same right.

    Rejected when no queue takes mail.
    """
    inbound, parsed = arrival.inbound, arrival.parsed
    queue = queue_for(inbound)
    if queue is None:
        return Outcome(InboundAction.REJECTED, "no queue takes mail: an administrator has to set one up")
    language = first_offered(parsed.language, inbound.mailbox.language if inbound.mailbox else "")
    sender, is_new = (arrival.found.sender, False) if arrival.found.sender is not None else _recorded(parsed, language)
    new = intake.NewTicket(
        title=_title(parsed),
        body=parsed.body,
        quoted=parsed.quoted,
        queue=queue,
        requester=sender,
        is_requester_new=is_new,
        partner_grant=earlier.partner_grant if earlier is not None else None,
        channel=Channel.MAIL,
        language=language,
        is_verified=False,
        inbound=inbound,
        files=parsed.files,
        is_from_machine=arrival.is_machine_mail,
    )
    opened = intake.open_anew(new, by=sender, at=arrival.at)
    ticket, message = opened.ticket, opened.message
    for other in links:
        record.link(ticket, other, at=arrival.at)
    # Whose mail it really is, nobody knows yet: an agent decides about the others that it names.
    copied.heed(arrival, ticket, message, is_sure=False)
    return Outcome(InboundAction.CREATED, reason, ticket, message, arrival.found.matched_by, opened.answer_id)


def _recorded(parsed: ParsedMail, language: str) -> tuple[User | None, bool]:
    """Return the person whom the mail names as its sender, and whether they were recorded just now; ``None`` when it names nobody."""
    address, name = parsed.sender.address[:LONGEST_ADDRESS], one_line(parsed.sender.name, LONGEST_NAME)
    if "@" not in address:
        return None, False
    # Its one author was looked up when the mail was matched.
    known = None if matching.has_one_author(parsed) else people.by_address(address)
    return (known, False) if known is not None else people.record_unknown(address=address, name=name, language=language)


def queue_for(inbound: InboundMail) -> Queue | None:
    """Return the queue that the mailbox feeds, or the entry when there is none that takes tickets from outside."""
    fed = inbound.mailbox.queue if inbound.mailbox is not None else None
    return fed if fed is not None and fed.is_open_to_outside else Queue.objects.entry()


def _title(parsed: ParsedMail) -> str:
    if parsed.subject.strip():
        return parsed.subject
    first = next((line for line in parsed.body.splitlines() if line.strip()), "")
    return one_line(first, 80)
