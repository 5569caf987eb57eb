"""Plus-addresses that carry a ticket back to us: ``suport+310.57.k3…@example.org``, and ``suport+c12.k3…@example.org`` from somebody asked outside.

The token is minted for one ticket and one person, or for one consultation, in lower-case base32, because mail systems fold case; the
local part stays within 64 octets (RFC 5321 §4.5.3.1.1).
"""

import re
from dataclasses import dataclass

from accounts import installation
from foundation import tokens
from notifications.bounce_addresses import read_bounce_address
from queues.models import Mailbox
from tickets.models import Ticket

_PURPOSE = "reply-to"
_CONSULTATION = "consultation"
_LOCAL_PART_LIMIT = 64
_TOKEN = re.compile(r"\+(\d{1,18})\.(\d{1,18})\.([a-z2-7]{16})$", re.IGNORECASE)
_CONSULTATION_TOKEN = re.compile(r"\+c(\d{1,18})\.([a-z2-7]{16})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """What a valid plus-address says: which ticket, and for whom it was minted."""

    ticket_id: int
    user_id: int


def mailbox_of(queue_id: int) -> Mailbox | None:
    """Return the mailbox that a queue answers from; another queue's when it has none of its own."""
    return next((box for box in _boxes() if box.queue_id == queue_id), None) or next(iter(_boxes()), None)


def reply_address(mailbox: Mailbox, ticket: Ticket, user_id: int) -> str:
    """Return the address that a person's answer to ``ticket`` should go to; the plain address when the token would not fit."""
    local, _, domain = mailbox.address.partition("@")
    subject = f"{ticket.pk}.{user_id}"
    plus = f"{local}+{subject}.{tokens.signature(_PURPOSE, subject)}"
    return f"{plus}@{domain}" if len(plus) <= _LOCAL_PART_LIMIT else mailbox.address


def read_reply_address(address: str) -> ReplyToken | None:
    """Return what the token in ``address`` says, or ``None`` when there is none or it is not ours."""
    found = _TOKEN.search(address.partition("@")[0])
    if found is None or not tokens.is_valid(_PURPOSE, f"{found[1]}.{found[2]}", found[3]):
        return None
    return ReplyToken(int(found[1]), int(found[2]))


def consultation_address(mailbox: Mailbox, number: int) -> str:
    """Return the address for the answer of somebody who was asked outside; the plain address when the token would not fit."""
    local, _, domain = mailbox.address.partition("@")
    plus = f"{local}+c{number}.{tokens.signature(_CONSULTATION, str(number))}"
    return f"{plus}@{domain}" if len(plus) <= _LOCAL_PART_LIMIT else mailbox.address


def read_consultation_address(address: str) -> int | None:
    """Return the number of the consultation that ``address`` was minted for, or ``None``."""
    found = _CONSULTATION_TOKEN.search(address.partition("@")[0])
    return int(found[1]) if found is not None and tokens.is_valid(_CONSULTATION, found[1], found[2]) else None


def base_address(address: str) -> str:
    """Return ``address`` in lower case without its plus part."""
    local, at, domain = address.strip().strip("<>").lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def is_ours(address: str) -> bool:
    """Tell whether mail for ``address`` comes to one of our mailboxes."""
    ours = {box.address for box in _boxes()}
    return address.strip().strip("<>").lower() in ours or base_address(address) in ours


def _boxes() -> list[Mailbox]:
    """Return the mailboxes in use, those of the entry first; remembered for a few seconds, as every mail asks."""
    return installation.remembered(
        "mailboxes", lambda: list(Mailbox.objects.filter(is_active=True).select_related("queue").order_by("-queue__is_entry", "pk"))
    )


def mailbox_for(address: str) -> Mailbox | None:
    """Return the mailbox that receives mail for ``address``, or ``None``."""
    # What cannot be printed cannot be stored either, and is no address.
    if "@" not in address or not address.isprintable():
        return None
    exact = address.strip().strip("<>").lower()
    found = {
        box.address: box
        for box in Mailbox.objects.filter(is_active=True, address__in=[exact, base_address(address)]).select_related("queue")
    }
    return found.get(exact) or found.get(base_address(address))


def targets(recipients: list[str]) -> list[list[str]]:
    """Return those recipients that are ours, by mailbox or returned delivery: several of our mailboxes get a row each, so that each queue hears of it."""
    found: dict[object, list[str]] = {}
    for to in recipients:
        box, came_back = mailbox_for(to), read_bounce_address(to)
        if box is not None or came_back is not None:
            found.setdefault((box.pk if box is not None else None, came_back), []).append(to)
    return list(found.values())
