"""The mail listener, by SMTP or LMTP: stores, answers 250, and only then has the mail processed."""

import asyncio
import logging
import re
import ssl
from collections import Counter
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from notifications.bounce_addresses import read_bounce_address
from tickets.actions import inbound
from tickets.mail_addresses import mailbox_for, targets
from tickets.tasks import nudge

logger = logging.getLogger(__name__)

STORED = "250 2.0.0 Stored"
NOT_NOW = "451 4.3.0 Could not store the mail, please try again later"
# A dot alone between line ends of which one is bare: another server may take it for the end of a mail, and what follows for commands.
_SMUGGLED = re.compile(rb"(?:[^\r]\n|\r)\.[\r\n]|\r\n\.(?:\n|\r[^\n])")
# One byte less than the longest of these.
_OVERLAP = 4
_STOP_PATIENCE = 30.0


def _is_ours(address: str) -> bool:
    close_old_connections()
    return mailbox_for(address) is not None or read_bounce_address(address) is not None


def is_smuggling(sent: bytes) -> bool:
    """Tell whether ``sent`` holds an end of mail for servers that take a bare CR or LF for a line end (SMTP smuggling)."""
    return _SMUGGLED.search(sent) is not None


def _store(envelope: Envelope) -> dict[str, int | None]:
    """Store the mail for each recipient; return the row of each, ``None`` where it could not be stored."""
    close_old_connections()
    content = envelope.original_content or b""
    sender = inbound.NULL_SENDER if envelope.mail_from == "" else envelope.mail_from or ""
    rows: dict[str, int | None] = dict.fromkeys(envelope.rcpt_tos)
    for recipients in targets(envelope.rcpt_tos):
        try:
            # Under its last address, as the plainest way to choose one.
            row: int | None = inbound.store(content, envelope_to=recipients[-1], envelope_from=sender).pk
        except (OSError, DatabaseError):
            logger.exception("A mail could not be stored")
            row = None
        rows |= dict.fromkeys(recipients, row)
    return rows


class Door:
    """What all conversations share: how many there are, and whether the listener is stopping."""

    def __init__(self) -> None:
        self.conversations: set[Conversation] = set()
        self.peers: Counter[str] = Counter()
        self.is_stopping = False

    def refusal(self, peer: str) -> str:
        """Why one more conversation with ``peer`` is not begun; empty when it is."""
        limits = settings.MAIL_DOOR
        if self.is_stopping:
            return "421 4.3.2 Stopping, please try again"
        if len(self.conversations) >= limits.connections or self.peers[peer] >= limits.connections_per_peer:
            return "421 4.7.0 Too many connections, please try again later"
        return ""

    async def close(self) -> None:
        """End every conversation; those that are storing a mail answer first."""
        self.is_stopping = True
        for conversation in list(self.conversations):
            conversation.end_if_idle()
        end = asyncio.get_running_loop().time() + _STOP_PATIENCE
        while self.conversations and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)


class Conversation(SMTP):
    """One conversation within the limits of the settings.

    Takes the long lines which many programs write, though RFC 5321 §4.5.3.1.6 allows them 1,000 octets.
    """

    def __init__(self, door: Door, tls_context: ssl.SSLContext | None = None) -> None:
        limits = settings.MAIL_DOOR
        self.line_length_limit = limits.line_limit
        self.door, self.peer, self.is_storing, self.is_refused = door, "", False, False
        self.is_smuggling, self._end = False, b""
        super().__init__(
            Handler(),
            data_size_limit=limits.size_limit,
            timeout=limits.silence_seconds,
            command_call_limit=limits.commands,
            enable_SMTPUTF8=True,
            hostname=settings.SITE_HOST,
            ident="Suport",
            tls_context=tls_context,
        )

    def connection_made(self, transport: Any) -> None:
        """Count the conversation, or refuse it."""
        if self in self.door.conversations:  # the same one, by STARTTLS
            super().connection_made(transport)
            return
        self.peer = str((transport.get_extra_info("peername") or [""])[0])
        refusal = self.door.refusal(self.peer)
        if refusal:
            self.is_refused = True
            transport.write(f"{refusal}\r\n".encode())
            transport.close()
            return
        self.door.conversations.add(self)
        self.door.peers[self.peer] += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count it no more."""
        if self.is_refused or self not in self.door.conversations:
            return
        self.door.conversations.discard(self)
        self.door.peers[self.peer] -= 1
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        """Whoever sends something is not silent; what could end a mail elsewhere is noticed."""
        if not self.is_refused:
            self._reset_timeout()
            # Looked at as it was sent: dots at the start of a line are taken away later.
            self.is_smuggling = self.is_smuggling or is_smuggling(self._end + data)
            self._end = (self._end + data[-_OVERLAP:])[-_OVERLAP:]
            super().data_received(data)

    def eof_received(self) -> bool | None:
        """Nothing has begun with a conversation that was refused."""
        return None if self.is_refused else super().eof_received()

    def end_if_idle(self) -> None:
        """Say goodbye, unless a mail is being stored: its answer comes first."""
        if not self.is_storing and self.transport is not None:
            self._writer.write(b"421 4.3.2 Stopping, please try again\r\n")
            self.transport.close()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Take a mail within the time for one, however slowly it drips."""
        clock = self.loop.call_later(settings.MAIL_DOOR.mail_seconds, self._timeout_cb)
        try:
            await super().smtp_DATA(arg)
        finally:
            clock.cancel()
            self.is_storing = False
        if self.is_smuggling and self.transport is not None:
            # Whatever follows is not meant as it seems.
            self.transport.close()
        elif self.door.is_stopping:
            self.end_if_idle()


class LocalConversation(Conversation):
    """LMTP (RFC 2033): for a mail server on this machine or network; one answer for each recipient."""

    _answers = 1

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """The greeting of LMTP."""
        await Conversation.smtp_EHLO(self, arg)

    async def smtp_HELO(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Not a command of LMTP."""
        await self.push("500 5.5.1 This is LMTP: say LHLO")

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Not a command of LMTP either."""
        await self.smtp_HELO(hostname)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Take a mail; what refuses it as a whole is said once for each recipient."""
        self._answers = max(1, len(self.envelope.rcpt_tos) if self.envelope else 1)
        try:
            await super().smtp_DATA(arg)
        finally:
            self._answers = 1

    async def push(self, status: Any) -> None:
        """Repeat a refusal of the mail for each of its recipients."""
        is_whole = isinstance(status, str) and status.startswith(("500 Line too long", "552 ", "554 "))
        await super().push("\r\n".join([status] * self._answers) if is_whole else status)


class Handler:
    """What happens at each step of a conversation."""

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        """Tell that commands may come several at once (RFC 2920)."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", responses[-1]]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Accept our own mailboxes, plus-addresses included; refuse the rest (this is no relay)."""
        if len(envelope.rcpt_tos) >= settings.MAIL_DOOR.recipients:
            return "452 4.5.3 Too many recipients"
        try:
            is_ours = await asyncio.to_thread(_is_ours, address)
        except DatabaseError:
            return "451 4.3.0 Please try again later"
        if not is_ours:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: "Conversation", session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; 451 when that is not possible, so that the sender keeps it."""
        if server.is_smuggling:
            return "554 5.6.0 A dot alone on a line that ends with a bare CR or LF"
        server.is_storing = True
        try:
            rows = await asyncio.to_thread(_store, envelope)
        except (OSError, DatabaseError):
            logger.exception("A mail could not be stored")
            rows = dict.fromkeys(envelope.rcpt_tos)
        for pk in dict.fromkeys(row for row in rows.values() if row is not None):
            await asyncio.to_thread(nudge, pk)
        answers = [STORED if rows[to] is not None else NOT_NOW for to in envelope.rcpt_tos]
        if isinstance(server, LocalConversation):
            return "\r\n".join(answers)
        # By SMTP there is one answer: a mail that one of our mailboxes lacks is sent anew, and the others know it already.
        return NOT_NOW if NOT_NOW in answers else STORED
