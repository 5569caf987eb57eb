"""What a mail says once it has been read: plain values, no behaviour of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Address:
    """A person as a header names them: display name (may be empty) and bare address as written."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """A leaf of the mail that is not its body. `content` is decoded; `inline` means shown inside the text."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str
    inline: bool

    @property
    def size(self) -> int:
        """Length of the decoded content in bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report that a mail of ours did not arrive: to whom, the RFC 3463 status, and whether that is for good (`hard`).

    `delayed` means that it may still arrive: the server goes on trying.
    """

    recipient: str
    status: str
    hard: bool
    original_message_id: str
    delayed: bool = False


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What somebody's calendar says to an invitation: ``accepted``, ``declined``, ``tentative``, ``counter`` (another time), or '' for others.

    ``uid`` and ``sequence`` name the appointment and its version (RFC 5545), ``comment`` is what the person added, ``starts_at`` the other time.
    """

    uid: str
    state: str
    attendee: str = ""
    sequence: int | None = None
    comment: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """Everything the desk wants to know of one mail.

    Message ids come without their angle brackets. `complaint_about` is that of the mail that a receiver called spam (RFC 5965).
    `date` is aware and in UTC, or None when the mail gives none that
    can be read. `text` is all readable text; `body` and `quoted` share out every word of it between them: the new
    words, and the history and signature taken out. `machine_reason` is a code, empty for a person. `incomplete` holds
    codes for what could not be fully read (see `limits`); the rest is still there. `headers` keeps some further
    headers, decoded, under their lower-case names; a header that came several times has one line for each.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = Address("", "")
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    body: str = ""
    quoted: str = ""
    html: str = ""
    files: tuple[File, ...] = ()
    auto_submitted: bool = False
    machine_reason: str = ""
    bounce: Bounce | None = None
    complaint_about: str = ""
    calendar_answer: CalendarAnswer | None = None
    language: str = ""
    incomplete: tuple[str, ...] = ()
    # As they stand in the mail, topmost first: decoding an encoded word in them would let a sender write results.
    authentication_results: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
