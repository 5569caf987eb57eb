"""Mail that becomes part of a ticket: the requester's answer, somebody else's words."""

from dataclasses import replace

from accounts.models import User
from foundation.safetext import one_line, printable
from mailroom.mail import ParsedMail
from tickets import matching, notices
from tickets.actions import conversation, copied, files, indexing, opening, partnering, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import Channel, InboundAction, MessageKind, Verb
from tickets.matching import Trust, is_participant
from tickets.models import Consultation, Message, Ticket

BY_HAND = "an agent chose the ticket"


def join_or_open(arrival: Arrival) -> Outcome:
    """Add a person's mail to the ticket it names, when its sender may write there; else open a ticket linked to that one."""
    found = arrival.found
    if found.ticket is None:
        return opening.open_ticket(arrival, reason="a new matter")
    if found.rivals:
        return opening.open_ticket(arrival, reason="names several tickets; linked to all", links=(found.ticket, *found.rivals))
    if found.trust == Trust.STRANGER:
        return opening.open_ticket(arrival, reason="the sender takes no part in the ticket named; linked", links=(found.ticket,))
    # Who was asked by an agent writes for agents alone, whichever way this is reached.
    if found.trust in {Trust.OUTSIDER, Trust.CONSULTED}:
        return _hold(arrival, found.ticket)
    named = found.kept_in or found.ticket
    partnering.hold(named)
    part, ticket = record.locked_with_root(named)
    now = matching.match(arrival.parsed, (arrival.inbound.envelope_to,), is_vouched=arrival.inbound.is_vouched)
    if now != found:
        # Somebody took the sender's right, or merged or separated the ticket, before it was locked.
        return join_or_open(replace(arrival, found=now))
    if ticket.is_past_reopening(arrival.at):
        earlier = part if found.trust == Trust.PARTICIPANT and is_participant(part, found.sender) else None
        return opening.open_ticket(arrival, reason="the ticket named was closed long ago; linked", links=(ticket,), earlier=earlier)
    return _join(arrival, part, ticket)


def join_by_hand(arrival: Arrival) -> Outcome:
    """Add a mail to the ticket that an agent chose for it: as the requester's or a follower's word, else where only agents read it."""
    found = arrival.found
    assert found.ticket is not None
    part, ticket = record.locked_with_root(found.kept_in or found.ticket)
    if arrival.is_machine_mail:
        message = write(arrival, ticket, MessageKind.NOTE, is_machine=True)
        return Outcome(InboundAction.APPENDED, BY_HAND, ticket, message, found.matched_by)
    done = _join(arrival, part, ticket) if found.kept_in is not None else _hold(arrival, ticket)
    return replace(done, reason=BY_HAND)


def _join(arrival: Arrival, part: Ticket, ticket: Ticket) -> Outcome:
    sender, is_verified = arrival.found.sender, arrival.found.trust == Trust.PARTICIPANT
    message = write(arrival, part, MessageKind.PUBLIC, author=sender, is_verified=is_verified)
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
    message = write(arrival, ticket, MessageKind.NOTE)
    record.event(ticket, Verb.OUTSIDER_WROTE, by=None, at=arrival.at, message=message)
    record.touch(ticket, at=arrival.at)
    copied.ask_for(arrival, ticket, message)
    notices.tell_owner(ticket, message, at=arrival.at)
    reason = "from somebody who is not a participant: shown to agents only"
    return Outcome(InboundAction.APPENDED, reason, ticket, message, arrival.found.matched_by)


def write(
    arrival: Arrival,
    ticket: Ticket,
    kind: MessageKind,
    *,
    author: User | None = None,
    is_verified: bool = False,
    is_machine: bool = False,
    consultation: Consultation | None = None,
) -> Message:
    """Keep the words and files of a mail as a message of ``ticket``, and return it."""
    parsed = arrival.parsed
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        is_ours=False,
        author=author,
        author_name=_named(parsed) if consultation is not None else one_line(parsed.sender.name or parsed.sender.address),
        channel=Channel.MAIL,
        body=printable(parsed.body),
        quoted=printable(parsed.quoted),
        language=parsed.language[:10],
        is_machine=is_machine,
        is_verified=is_verified,
        inbound=arrival.inbound,
        consultation=consultation,
        created_at=arrival.at,
    )
    names = files.attach_mailed(message, parsed.files, at=arrival.at)
    indexing.message_written(message, file_names=names)
    return message


def _named(parsed: ParsedMail) -> str:
    """Return the sender with their address: of somebody outside, a name alone says little."""
    sender = parsed.sender
    return one_line(f"{sender.name} <{sender.address}>" if sender.name else sender.address)
