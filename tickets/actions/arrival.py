"""A received mail on its way to a ticket, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from mailroom import lists, machine
from mailroom.mail import ParsedMail
from tickets.enums import InboundAction
from tickets.mail_addresses import base_address
from tickets.matching import Match, Trust
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
        """Whether a program wrote it: such a mail gets no answer. What a list passes on that is our own address is a person's."""
        is_own_list = self.parsed.machine_reason == machine.LIST and self._is_through_own_list
        return self.parsed.bounce is not None or (self.parsed.auto_submitted and not is_own_list)

    @property
    def is_post_of_others(self) -> bool:
        """Whether somebody wrote it to a mailing list, not to us, and it belongs to no ticket of theirs."""
        if not lists.is_post(self.parsed.headers) or self._is_through_own_list or "x-google-group-id" in self.parsed.headers:
            return False
        belongs = self.found.ticket is not None and self.found.trust != Trust.STRANGER
        return not belongs and self._mailbox not in {base_address(named.address) for named in (*self.parsed.to, *self.parsed.cc)}

    @property
    def _mailbox(self) -> str:
        return self.inbound.mailbox.address if self.inbound.mailbox is not None else ""

    @property
    def _is_through_own_list(self) -> bool:
        return lists.is_of(self.parsed.headers, self._mailbox)


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
