"""Which ticket a mail belongs to, and whether its sender may write there (DESIGN §7). Decides only; changes nothing."""

from dataclasses import dataclass
from email.utils import getaddresses
from enum import StrEnum

from accounts.actions import people
from accounts.models import User
from mailroom.mail import ParsedMail
from notifications.addresses import key_of
from notifications.message_ids import read_message_id
from tickets.mail_addresses import read_consultation_address, read_reply_address
from tickets.models import Consultation, Follower, InboundMail, ReferenceAlias, Ticket
from tickets.references import number_in_subject

_IDS_READ = 60
_ADDRESSES_READ = 60
_TICKET, _CONSULTATION = "ticket", "consult"


class Trust(StrEnum):
    """How a mail may take part in the ticket it names."""

    PARTICIPANT = "participant"
    UNVERIFIED = "unverified"
    CONSULTED = "consulted"
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
    # What an agent asked somebody outside, when this is what came back.
    consultation: Consultation | None = None


def match(parsed: ParsedMail, envelope_to: tuple[str, ...], *, is_vouched: bool = False) -> Match:
    """Return the ticket that ``parsed`` belongs to. A number in the subject finds a ticket; it does not prove who writes.

    ``is_vouched``: the sender's domain does, so that a participant's word counts as theirs.
    """
    sender = _author(parsed)
    by_token, asked = _tickets_by_token(parsed, envelope_to), _consultations_by_token(parsed, envelope_to)
    if by_token or asked:
        roots = list(dict.fromkeys(root(ticket) for ticket in (*by_token, *(one.ticket for one in asked))))
        kept_in = _own_part(by_token[0], sender) if by_token else None
        if asked and kept_in is None:
            return Match(roots[0], "token", Trust.CONSULTED, sender, tuple(roots[1:]), consultation=asked[0])
        trust = Trust.PARTICIPANT if kept_in is not None else Trust.OUTSIDER
        return Match(roots[0], "token", trust, sender, tuple(roots[1:]), kept_in)
    for found, how in ((_by_foreign_id(parsed), "message-id"), (_by_number(parsed), "reference")):
        if found is not None:
            kept_in = _own_part(found, sender)
            one = consulted(found, parsed) if kept_in is None else None
            if one is not None:
                return Match(root(found), how, Trust.CONSULTED, sender, consultation=one)
            own = Trust.PARTICIPANT if is_vouched else Trust.UNVERIFIED
            return Match(root(found), how, own if kept_in is not None else Trust.STRANGER, sender, kept_in=kept_in)
    return Match(None, "", Trust.STRANGER, sender)


def match_by_hand(parsed: ParsedMail, ticket: Ticket | None) -> Match:
    """Return what an agent says of ``parsed``: it belongs to ``ticket``, or to none. That vouches for nobody: who writes is looked up as ever."""
    sender = _author(parsed)
    kept_in = _own_part(ticket, sender) if ticket is not None else None
    one = consulted(ticket, parsed) if ticket is not None and kept_in is None else None
    if one is not None and ticket is not None:
        return Match(root(ticket), "agent", Trust.CONSULTED, sender, consultation=one)
    trust = Trust.STRANGER if ticket is None else Trust.UNVERIFIED if kept_in is not None else Trust.OUTSIDER
    return Match(root(ticket) if ticket is not None else None, "agent", trust, sender, kept_in=kept_in)


def _author(parsed: ParsedMail) -> User | None:
    """The person we know whom the mail names as its one author."""
    return people.by_address(parsed.sender.address) if has_one_author(parsed) else None


def has_one_author(parsed: ParsedMail) -> bool:
    """Tell whether the mail names exactly one author. Several From headers or addresses could mean anybody, so they mean nobody."""
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


def consulted(ticket: Ticket, parsed: ParsedMail) -> Consultation | None:
    """Return what the sender of ``parsed`` was asked about ``ticket`` last, or ``None``. Their address alone says that: anybody can write it."""
    if not has_one_author(parsed):
        return None
    address, whole = key_of(parsed.sender.address), ticket.merged_root_id or ticket.pk
    asked = Consultation.objects.of_whole(whole).select_related("ticket")
    return next((one for one in asked if key_of(one.address) == address), None)


def ticket_of_topic(topic: str) -> Ticket | None:
    """Return the ticket that a mail's ``topic`` names, such as ``ticket:310``, also by a question about it; ``None`` for other topics."""
    asked = consultation_of_topic(topic)
    if asked is not None:
        return root(asked.ticket)
    number = _number_of(topic, _TICKET)
    return Ticket.objects.filter(pk=number).first() if number is not None else None


def consultation_of_topic(topic: str) -> Consultation | None:
    """Return the question that a mail's ``topic`` names, such as ``consult:12``; ``None`` for another topic or an unknown number."""
    number = _number_of(topic, _CONSULTATION)
    return Consultation.objects.select_related("ticket").filter(pk=number).first() if number is not None else None


def _number_of(topic: str, wanted: str) -> int | None:
    kind, _, number = topic.partition(":")
    return int(number) if kind == wanted else None


def addresses_of(parsed: ParsedMail, *envelope_to: str) -> list[str]:
    """Return the addresses that a mail went to, those of the envelope first, as many as are worth reading."""
    return [*envelope_to, *parsed.delivered_to, *(address.address for address in (*parsed.to, *parsed.cc))][:_ADDRESSES_READ]


def _tickets_by_token(parsed: ParsedMail, envelope_to: tuple[str, ...]) -> list[Ticket]:
    """Tickets named by our own signatures: plus-addresses, then the Message-IDs answered, newest first."""
    tokens = (read_reply_address(address) for address in addresses_of(parsed, *envelope_to))
    numbers = [token.ticket_id for token in tokens if token is not None]
    wanted = list(dict.fromkeys([*numbers, *_answered(parsed, _TICKET)]))
    rows = Ticket.objects.in_bulk(wanted) if wanted else {}
    return [rows[number] for number in wanted if number in rows]


def _consultations_by_token(parsed: ParsedMail, envelope_to: tuple[str, ...]) -> list[Consultation]:
    """Questions to people outside that are named by our own signatures, newest first."""
    tokens = (read_consultation_address(address) for address in addresses_of(parsed, *envelope_to))
    wanted = list(dict.fromkeys([*(number for number in tokens if number is not None), *_answered(parsed, _CONSULTATION)]))
    rows = Consultation.objects.select_related("ticket").in_bulk(wanted) if wanted else {}
    return [rows[number] for number in wanted if number in rows]


def _answered(parsed: ParsedMail, kind: str) -> list[int]:
    """Return what our own Message-IDs name that the mail answers: the numbers of one kind of topic, newest first."""
    ours = (read_message_id(identifier) for identifier in [*parsed.in_reply_to, *reversed(parsed.references)][:_IDS_READ])
    numbers = (_number_of(found[0], kind) for found in ours if found is not None)
    return [number for number in numbers if number is not None]


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
