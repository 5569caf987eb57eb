"""The people whom a mail was sent to beside us: its sender wants them to hear, too."""

from accounts.actions import people
from accounts.models import User
from foundation.safetext import one_line, printable
from notifications import addresses
from queues.models import Mailbox, Membership
from tickets.actions import following, record
from tickets.actions.arrival import Arrival
from tickets.enums import FollowerRole, Verb
from tickets.mail_addresses import base_address
from tickets.models import Message, Ticket

# A mail to more people than this is a round mail: it says nothing of who should follow one ticket.
MOST_IN_A_MAIL = 15


def heed(arrival: Arrival, ticket: Ticket, message: Message, *, is_sure: bool) -> None:
    """Let the others that a mail names in To and Cc follow the locked ``ticket``, when it is sure that its requester wrote it.

    Otherwise they are only proposed to the agents. A mail to very many, or one that came over a list, adds nobody.
    """
    if _is_from_list(arrival):
        return
    named = _named(arrival)
    if not named:
        return
    if len(named) > MOST_IN_A_MAIL:
        record.event(ticket, Verb.FOLLOW_ASKED, by=None, at=arrival.at, users=[], left_out=len(named), message=message)
        return
    persons, sender = _persons(named, ticket), arrival.found.sender
    if is_sure and sender is not None:
        _let_follow(ticket, persons, by=sender, arrival=arrival)
    else:
        following.propose(ticket, persons, message_id=message.pk, at=arrival.at)


def ask_for(arrival: Arrival, ticket: Ticket, message: Message) -> None:
    """Propose the sender of a mail that somebody else's token brought: they may become a follower, if an agent says so."""
    sender = arrival.parsed.sender
    following.propose(ticket, _persons({_address(sender.address): sender.name}, ticket), message_id=message.pk, at=arrival.at)


def _let_follow(ticket: Ticket, persons: list[User], *, by: User, arrival: Arrival) -> None:
    roles = dict(ticket.followers.values_list("user_id", "role"))
    room = following.MOST - len(roles)
    for person in persons:
        if person.pk == ticket.requester_id or roles.get(person.pk, FollowerRole.ASKED) != FollowerRole.ASKED:
            continue
        if person.pk not in roles:
            if room == 0:
                continue
            room -= 1
        following.follow(ticket, person, role=FollowerRole.CC, by=by, at=arrival.at)


def _is_from_list(arrival: Arrival) -> bool:
    return any(name in arrival.parsed.headers for name in ("list-id", "list-post"))


def _named(arrival: Arrival) -> dict[str, str]:
    """Return the addresses of To and Cc with their names, each once, without malformed ones, our mailboxes and the sender."""
    parsed = arrival.parsed
    found: dict[str, str] = {}
    for one in (*parsed.to, *parsed.cc):
        address = _address(one.address)
        if address:
            found.setdefault(address, one.name)
    found.pop(_address(parsed.sender.address), None)
    if arrival.inbound.mailbox is not None:
        found = {address: name for address, name in found.items() if base_address(address) != arrival.inbound.mailbox.address}
    if not found:
        return {}
    ours = set(Mailbox.objects.values_list("address", flat=True))
    return {address: name for address, name in found.items() if address not in ours and base_address(address) not in ours}


def _address(given: str) -> str:
    """Return the address in the spelling that people are kept under; empty for what nobody can write to."""
    if len(given) > following.LONGEST_ADDRESS or printable(given) != given:
        return ""
    try:
        return addresses.normalised(given).lower()
    except ValueError:
        return ""


def _persons(named: dict[str, str], ticket: Ticket) -> list[User]:
    """Return the people behind addresses, recorded now when new; nobody who works at a desk, and nobody who left."""
    found = [
        people.find_or_record(address=address, name=one_line(name, following.LONGEST_NAME), language=ticket.language)
        for address, name in named.items()
        if address
    ]
    agents = set(Membership.objects.filter(user__in=found).values_list("user_id", flat=True))
    return [person for person in dict.fromkeys(found) if person.is_active and person.pk not in agents]
