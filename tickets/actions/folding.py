"""Mail that no person wrote: folded into the ticket it surely concerns, else left in the log. It never opens, reopens or gets an answer."""

from datetime import datetime

from mailroom import bouncestatus
from mailroom.mail import Bounce
from notifications.actions import bouncing
from notifications.bounce_addresses import read_bounce_address
from notifications.message_ids import read_message_id
from notifications.models import Delivery
from tickets.actions import consulted, floods, joining, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, MessageKind, Verb
from tickets.matching import Trust, consultation_of_topic, ticket_of_topic
from tickets.models import Consultation, Ticket

_ADDRESSES_READ = 20
# Whose programs may answer by the reference alone.
_KNOWN = frozenset({Trust.PARTICIPANT, Trust.UNVERIFIED, Trust.CONSULTED})


def fold(arrival: Arrival) -> Outcome:
    """Fold machine mail into its ticket, and note on a mail of ours what a report says of it."""
    parsed = arrival.parsed
    is_report = parsed.bounce is not None
    why = "delivery report" if is_report else f"machine mail ({parsed.machine_reason or 'report'})"
    if not arrival.is_machine_mail and arrival.is_post_of_others:
        why = "a post to a mailing list"
    asked = _asked(arrival)
    ticket = _reported(arrival) or _surely_meant(arrival, is_report=is_report)
    if ticket is None:
        return Outcome(InboundAction.IGNORED, f"{why}: kept in the log")
    if not floods.has_room_for_machines(ticket, at=arrival.at):
        return Outcome(InboundAction.IGNORED, f"{why}: too many for one ticket within an hour; kept in the log", ticket)
    if asked is not None:
        consulted.note_machine(asked, arrival)
    message = joining.write(arrival, ticket, MessageKind.NOTE, is_machine=True, consultation=asked)
    return Outcome(InboundAction.IGNORED, f"{why}: kept folded in {ticket.reference}", ticket, message, arrival.found.matched_by)


def is_returned(arrival: Arrival) -> bool:
    """Whether the mail came to a bounce address of ours: only programs write there."""
    return _returned_delivery(arrival) is not None


def _returned_delivery(arrival: Arrival) -> int | None:
    addresses = (arrival.inbound.envelope_to, *arrival.parsed.delivered_to, *(address.address for address in arrival.parsed.to))
    return next((pk for address in addresses[:_ADDRESSES_READ] if (pk := read_bounce_address(address)) is not None), None)


def _reported(arrival: Arrival) -> Ticket | None:
    """Note on the delivery that a report is about what became of it; return its ticket, where it tells there as well."""
    topic, number = _mail_meant(arrival)
    bounce = arrival.parsed.bounce
    ticket = ticket_of_topic(topic)
    if bounce is None:
        if number and arrival.parsed.complaint_about:
            bouncing.record_complaint(number, at=arrival.at)
        return ticket
    is_gone = bouncestatus.is_gone(bounce.status)
    delivery = bouncing.record_bounce(number, status=bounce.status, is_gone=is_gone, is_delayed=bounce.delayed, at=arrival.at)
    if ticket is not None and consultation_of_topic(topic) is None:
        _tell(ticket, bounce, delivery, at=arrival.at)
    return ticket


def _asked(arrival: Arrival) -> Consultation | None:
    """Return the question to somebody outside that machine mail is about: a report by the mail it names, all else by what it answers."""
    return consultation_of_topic(_mail_meant(arrival)[0]) or (arrival.found.consultation if arrival.parsed.bounce is None else None)


def _tell(ticket: Ticket, bounce: Bounce, delivery: Delivery | None, *, at: datetime) -> None:
    record.event(
        ticket,
        Verb.MAIL_FAILED,
        by=None,
        at=at,
        delivery=delivery,
        status=bounce.status,
        hard=bounce.hard,
        gone=bouncestatus.is_gone(bounce.status),
        delayed=bounce.delayed,
    )


def _mail_meant(arrival: Arrival) -> tuple[str, int]:
    """Return topic and delivery of the mail that a report is about, from signatures alone; ('', 0) when it is none of ours."""
    number = _returned_delivery(arrival)
    if number is not None:
        delivery = Delivery.objects.filter(pk=number).select_related("mail").first()
        return (delivery.mail.topic, number) if delivery is not None else ("", 0)
    bounce = arrival.parsed.bounce
    identifier = bounce.original_message_id if bounce is not None else arrival.parsed.complaint_about
    return read_message_id(identifier) or ("", 0)


def _surely_meant(arrival: Arrival, *, is_report: bool) -> Ticket | None:
    """Return the ticket that machine mail names by a signature; a mere reference counts only in the requester's name."""
    found = arrival.found
    is_sure = found.matched_by == "token" or (not is_report and found.trust in _KNOWN)
    return found.ticket if is_sure else None
