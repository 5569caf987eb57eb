"""Plus-addresses by which an agent answers by mail: ``suport+a310.57.9281.k3…@example.org`` for the requester, ``n`` for an internal note.

Each is minted for one ticket, one agent, and the newest entry of the history that the mail's reader had before them.
"""

import re
from dataclasses import dataclass

from foundation import tokens
from queues.models import Mailbox
from tickets.enums import MessageKind

_PURPOSE = "agent"
_LOCAL_PART_LIMIT = 64
_LETTERS = {MessageKind.PUBLIC: "a", MessageKind.NOTE: "n"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_TOKEN = re.compile(r"\+([an])(\d{1,18})\.(\d{1,18})\.(\d{1,18})\.([a-z2-7]{16})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AgentToken:
    """What a valid address says: the ticket, the agent, the last entry they had seen, and what their words are to become."""

    ticket_id: int
    user_id: int
    seen: int
    kind: MessageKind


def agent_address(mailbox: Mailbox, kind: MessageKind, *, ticket_id: int, user_id: int, seen: int) -> str:
    """Return the address for an agent's words of ``kind``; empty when the token would not fit into 64 octets (RFC 5321 §4.5.3.1.1)."""
    local, _, domain = mailbox.address.partition("@")
    subject = f"{_LETTERS[kind]}{ticket_id}.{user_id}.{seen}"
    plus = f"{local}+{subject}.{tokens.signature(_PURPOSE, subject)}"
    return f"{plus}@{domain}" if len(plus) <= _LOCAL_PART_LIMIT else ""


def read_agent_address(address: str) -> AgentToken | None:
    """Return what the token in ``address`` says, or ``None`` when there is none or it is not ours."""
    found = _TOKEN.search(address.partition("@")[0])
    if found is None or not tokens.is_valid(_PURPOSE, f"{found[1]}{found[2]}.{found[3]}.{found[4]}", found[5]):
        return None
    return AgentToken(int(found[2]), int(found[3]), int(found[4]), _KINDS[found[1].lower()])
