"""Mail that becomes part of a ticket: the requester's answer, somebody else's words, machine mail."""

from accounts.models import User
from foundation.safetext import one_line, printable
from notifications.actions import bouncing
from notifications.message_ids import read_message_id
from tickets import notices
from tickets.actions import conversation, copied, files, indexing, opening, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import Channel, InboundAction, MessageKind, Verb
from tickets.matching import Trust, is_participant, ticket_of_topic
from tickets.models import Message, Ticket


def join_or_open(arrival: Arrival) -> Outcome:
    """Add a person's mail to the ticket it names, when its sender may write there; else open a ticket linked to that one."""
    found = arrival.found
    if found.ticket is None:
        return opening.open_ticket(arrival, reason="a new matter")
    if found.rivals:
        return opening.open_ticket(arrival, reason="names several tickets; linked to all", links=(found.ticket, *found.rivals))
    if found.trust == Trust.STRANGER:
        return opening.open_ticket(arrival, reason="the sender takes no part in the ticket named; linked", links=(found.ticket,))
    if found.trust == Trust.OUTSIDER:
        return _hold(arrival, found.ticket)
    part, ticket = record.locked_with_root(found.kept_in or found.ticket)
    if ticket.is_past_reopening(arrival.at):
        earlier = part if found.trust == Trust.PARTICIPANT and is_participant(part, found.sender) else None
        return opening.open_ticket(arrival, reason="the ticket named was closed long ago; linked", links=(ticket,), earlier=earlier)
    return _join(arrival, part, ticket)


def _join(arrival: Arrival, part: Ticket, ticket: Ticket) -> Outcome:
    sender, is_verified = arrival.found.sender, arrival.found.trust == Trust.PARTICIPANT
    message = _write(arrival, part, MessageKind.PUBLIC, author=sender, is_verified=is_verified)
    conversation.heard(ticket, message, by=sender, moment=arrival.at)
    is_requester = sender is not None and sender.pk == part.requester_id
    if not part.is_merged:
        # Followers answer; whom else to let in is not theirs to say.
        copied.heed(arrival, part, message, is_sure=is_verified and is_requester)
    who = "requester" if is_requester else "follower"
    reason = f"answer of the {who}" if is_verified else f"answer in the {who}'s name, by the reference alone: not verified"
    return Outcome(InboundAction.APPENDED, reason, ticket, message, arrival.found.matched_by)


def _hold(arrival: Arrival, ticket: Ticket) -> Outcome:
    """Keep a mail with a valid token from somebody else where only agents see it: nothing is reopened, nobody is answered."""
    message = _write(arrival, ticket, MessageKind.NOTE)
    record.event(ticket, Verb.OUTSIDER_WROTE, by=None, at=arrival.at, message=message)
    record.touch(ticket, at=arrival.at)
    copied.ask_for(arrival, ticket, message)
    notices.tell_owner(ticket, message, at=arrival.at)
    reason = "from somebody who is not a participant: shown to agents only"
    return Outcome(InboundAction.APPENDED, reason, ticket, message, arrival.found.matched_by)


def fold(arrival: Arrival) -> Outcome:
    """Fold machine mail into the ticket it surely concerns, else leave it in the log. It never opens, reopens or gets an answer."""
    is_report = arrival.parsed.bounce is not None
    why = "delivery report" if is_report else f"machine mail ({arrival.parsed.machine_reason or 'report'})"
    ticket = _reported(arrival) or _surely_meant(arrival, is_report=is_report)
    if ticket is None:
        return Outcome(InboundAction.IGNORED, f"{why}: kept in the log")
    message = _write(arrival, ticket, MessageKind.NOTE, is_machine=True)
    return Outcome(InboundAction.IGNORED, f"{why}: kept folded in {ticket.reference}", ticket, message, arrival.found.matched_by)


def _reported(arrival: Arrival) -> Ticket | None:
    """Return the ticket whose mail a delivery report is about, and note there that it did not arrive."""
    bounce = arrival.parsed.bounce
    ours = read_message_id(bounce.original_message_id) if bounce is not None else None
    ticket = ticket_of_topic(ours[0]) if ours is not None else None
    if bounce is None or ours is None or ticket is None:
        return None
    delivery = bouncing.record_bounce(ours[1], status=bounce.status, is_hard=bounce.hard, at=arrival.at)
    record.event(ticket, Verb.MAIL_FAILED, by=None, at=arrival.at, delivery=delivery, status=bounce.status, hard=bounce.hard)
    return ticket


def _surely_meant(arrival: Arrival, *, is_report: bool) -> Ticket | None:
    """Return the ticket that machine mail names by a signature; a mere reference counts only in the requester's name."""
    found = arrival.found
    is_sure = found.matched_by == "token" or (not is_report and found.trust in {Trust.PARTICIPANT, Trust.UNVERIFIED})
    return found.ticket if is_sure else None


def _write(
    arrival: Arrival,
    ticket: Ticket,
    kind: MessageKind,
    *,
    author: User | None = None,
    is_verified: bool = False,
    is_machine: bool = False,
) -> Message:
    parsed = arrival.parsed
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        is_ours=False,
        author=author,
        author_name=one_line(parsed.sender.name or parsed.sender.address),
        channel=Channel.MAIL,
        body=printable(parsed.body),
        quoted=printable(parsed.quoted),
        language=parsed.language[:10],
        is_machine=is_machine,
        is_verified=is_verified,
        inbound=arrival.inbound,
        created_at=arrival.at,
    )
    files.attach_mailed(message, parsed.files, at=arrival.at)
    indexing.message_written(message)
    return message
