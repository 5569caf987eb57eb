"""A received mail on its way to a ticket, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from mailroom.mail import ParsedMail
from tickets.enums import InboundAction
from tickets.matching import Match
from tickets.models import InboundMail, Message, Ticket


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that is being received: its row, what it says, where it belongs, and the moment."""

    inbound: InboundMail
    parsed: ParsedMail
    found: Match
    at: datetime

    @property
    def is_machine_mail(self) -> bool:
        """Whether a program wrote it: such a mail gets no answer."""
        return self.parsed.auto_submitted or self.parsed.bounce is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail. ``answer_id`` is the Message-ID of the automatic answer, empty when none was sent; held: an agent decides."""

    action: InboundAction
    reason: str
    ticket: Ticket | None = None
    message: Message | None = None
    matched_by: str = ""
    answer_id: str = ""
    is_held: bool = False
