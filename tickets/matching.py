"""Which ticket a mail belongs to, and whether its sender may write there (DESIGN §7). Decides only; changes nothing."""

from dataclasses import dataclass
from email.utils import getaddresses
from enum import StrEnum

from accounts.actions import people
from accounts.models import User
from mailroom.mail import ParsedMail
from notifications.message_ids import read_message_id
from tickets.mail_addresses import read_reply_address
from tickets.models import Follower, InboundMail, ReferenceAlias, Ticket
from tickets.references import number_in_subject

_IDS_READ = 60
_ADDRESSES_READ = 60


class Trust(StrEnum):
    """How a mail may take part in the ticket it names."""

    PARTICIPANT = "participant"
    UNVERIFIED = "unverified"
    OUTSIDER = "outsider"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Match:
    """The ticket a mail names, by what, and how far its sender is trusted there. ``rivals`` are further tickets it names as validly."""

    ticket: Ticket | None
    matched_by: str
    trust: Trust
    sender: User | None
    rivals: tuple[Ticket, ...] = ()
    # The merged ticket that the mail named, when its people do not read the one it goes on in: their words are kept there.
    kept_in: Ticket | None = None


def match(parsed: ParsedMail, envelope_to: tuple[str, ...], *, is_vouched: bool = False) -> Match:
    """Return the ticket that ``parsed`` belongs to. A number in the subject finds a ticket; it does not prove who writes.

    ``is_vouched``: the sender's domain does, so that a participant's word counts as theirs.
    """
    sender = _author(parsed)
    by_token = _tickets_by_token(parsed, envelope_to)
    if by_token:
        roots = list(dict.fromkeys(root(ticket) for ticket in by_token))
        kept_in = _own_part(by_token[0], sender)
        trust = Trust.PARTICIPANT if kept_in is not None else Trust.OUTSIDER
        return Match(roots[0], "token", trust, sender, tuple(roots[1:]), kept_in)
    for found, how in ((_by_foreign_id(parsed), "message-id"), (_by_number(parsed), "reference")):
        if found is not None:
            kept_in = _own_part(found, sender)
            own = Trust.PARTICIPANT if is_vouched else Trust.UNVERIFIED
            return Match(root(found), how, own if kept_in is not None else Trust.STRANGER, sender, kept_in=kept_in)
    return Match(None, "", Trust.STRANGER, sender)


def match_by_hand(parsed: ParsedMail, ticket: Ticket | None) -> Match:
    """Return what an agent says of ``parsed``: it belongs to ``ticket``, or to none. That vouches for nobody: who writes is looked up as ever."""
    sender = _author(parsed)
    kept_in = _own_part(ticket, sender) if ticket is not None else None
    trust = Trust.STRANGER if ticket is None else Trust.UNVERIFIED if kept_in is not None else Trust.OUTSIDER
    return Match(root(ticket) if ticket is not None else None, "agent", trust, sender, kept_in=kept_in)


def _author(parsed: ParsedMail) -> User | None:
    """The person we know whom the mail names as its one author."""
    return people.by_address(parsed.sender.address) if _has_one_author(parsed) else None


def _has_one_author(parsed: ParsedMail) -> bool:
    """Whether the mail names exactly one author. Several From headers or addresses could mean anybody, so they mean nobody."""
    written = parsed.headers.get("from", "")
    return "\n" not in written.strip() and len([address for _, address in getaddresses([written]) if "@" in address]) <= 1


def _own_part(named: Ticket, sender: User | None) -> Ticket | None:
    """Return where the words of ``sender`` are kept: where the ticket goes on, or the part of it that is theirs; ``None`` for others.

    A follower's stay in the ticket that they follow: they read no other.

    Whoever is told, not shown, of a merge still reaches us by the old reference, and no other requester reads it.
    """
    whole = root(named)
    if is_participant(whole, sender):
        return whole
    room = Ticket.objects.get(pk=named.shown_in_id) if named.shown_in_id is not None else named
    if is_participant(room, sender) or is_participant(named, sender):
        return room
    return next((ticket for ticket in (whole, room, named) if is_follower(ticket, sender)), None)


def is_participant(ticket: Ticket, sender: User | None) -> bool:
    """Tell whether ``sender`` takes part in ``ticket`` as a requester; who opened it for a client, only as long as they may act for it."""
    return sender is not None and sender.pk == ticket.requester_id and ticket.requester_takes_part


def is_follower(ticket: Ticket, sender: User | None) -> bool:
    """Tell whether ``sender`` takes part in ``ticket`` as a follower on the requester's side."""
    return sender is not None and Follower.objects.cc().filter(ticket=ticket, user=sender).exists()


def root(ticket: Ticket) -> Ticket:
    """Return the ticket where ``ticket`` goes on, however often it was merged."""
    return Ticket.objects.get(pk=ticket.merged_root_id) if ticket.merged_root_id is not None else ticket


def ticket_of_topic(topic: str) -> Ticket | None:
    """Return the ticket that a mail's ``topic`` names, such as ``ticket:310``; ``None`` for another topic or an unknown number."""
    number = _ticket_id(topic)
    return Ticket.objects.filter(pk=number).first() if number is not None else None


def _ticket_id(topic: str) -> int | None:
    kind, _, number = topic.partition(":")
    return int(number) if kind == "ticket" else None


def addresses_of(parsed: ParsedMail, *envelope_to: str) -> list[str]:
    """Return the addresses that a mail went to, those of the envelope first, as many as are worth reading."""
    return [*envelope_to, *parsed.delivered_to, *(address.address for address in (*parsed.to, *parsed.cc))][:_ADDRESSES_READ]


def _tickets_by_token(parsed: ParsedMail, envelope_to: tuple[str, ...]) -> list[Ticket]:
    """Tickets named by our own signatures: plus-addresses, then the Message-IDs answered, newest first."""
    addresses = addresses_of(parsed, *envelope_to)
    numbers = [token.ticket_id for address in addresses if (token := read_reply_address(address)) is not None]
    answered = [*parsed.in_reply_to, *reversed(parsed.references)][:_IDS_READ]
    for identifier in answered:
        ours = read_message_id(identifier)
        number = _ticket_id(ours[0]) if ours is not None else None
        if number is not None:
            numbers.append(number)
    wanted = list(dict.fromkeys(numbers))
    rows = Ticket.objects.in_bulk(wanted)
    return [rows[number] for number in wanted if number in rows]


def _by_foreign_id(parsed: ParsedMail) -> Ticket | None:
    """The ticket of an earlier received mail that this one answers."""
    answered = [identifier for identifier in (*parsed.in_reply_to, *reversed(parsed.references)) if identifier][:_IDS_READ]
    if not answered:
        return None
    rows = InboundMail.objects.filter(message_id__in=answered, ticket__isnull=False).select_related("ticket")
    found = {row.message_id: row.ticket for row in rows}
    return next((found[identifier] for identifier in answered if identifier in found), None)


def _by_number(parsed: ParsedMail) -> Ticket | None:
    number = number_in_subject(parsed.subject) or ReferenceAlias.objects.number_meant(parsed.subject)
    return Ticket.objects.filter(pk=number).first() if number is not None else None
