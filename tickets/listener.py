"""The SMTP listener: stores, answers 250, and only then has the mail processed."""

import asyncio
import logging

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections

from tickets.actions import inbound
from tickets.mail_addresses import mailbox_for
from tickets.tasks import receive_stored

logger = logging.getLogger(__name__)

SIZE_LIMIT = 40 * 1024 * 1024
RECIPIENT_LIMIT = 20
TIMEOUT_SECONDS = 60.0


def _is_ours(address: str) -> bool:
    close_old_connections()
    return mailbox_for(address) is not None


def _store(envelope: Envelope) -> list[int]:
    close_old_connections()
    content = envelope.original_content or b""
    # Several of our mailboxes in one conversation get a row each, so that each queue hears of it.
    targets = {box.pk: to for to in envelope.rcpt_tos if (box := mailbox_for(to)) is not None}
    sender = inbound.NULL_SENDER if envelope.mail_from == "" else envelope.mail_from or ""
    return [inbound.store(content, envelope_to=to, envelope_from=sender).pk for to in targets.values()]


def _nudge(inbound_ids: list[int]) -> None:
    for pk in inbound_ids:
        try:
            receive_stored.apply_async((pk,), retry=False)
        except Exception:  # noqa: BLE001 - the broker is down; the mail is stored and the sweep finds it
            logger.warning("The broker does not answer; received mail %s waits for the sweep", pk)


class Handler:
    """What happens at each step of the SMTP conversation."""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Accept our own mailboxes, plus-addresses included; refuse the rest (this is no relay)."""
        if len(envelope.rcpt_tos) >= RECIPIENT_LIMIT:
            return "452 4.5.3 Too many recipients"
        try:
            is_ours = await asyncio.to_thread(_is_ours, address)
        except DatabaseError:
            return "451 4.3.0 Please try again later"
        if not is_ours:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; 451 when that is not possible, so that the sender keeps it."""
        try:
            stored = await asyncio.to_thread(_store, envelope)
        except (OSError, DatabaseError):
            logger.exception("A mail could not be stored")
            return "451 4.3.0 Could not store the mail, please try again later"
        await asyncio.to_thread(_nudge, stored)
        return "250 2.0.0 Stored"
