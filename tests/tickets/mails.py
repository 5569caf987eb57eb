"""Raw mails as other systems send them, and the addresses and ids that ours carried."""

from typing import Any

from notifications.message_ids import message_id
from notifications.models import Delivery
from tests.tickets.moments import NOON
from tickets.actions import inbound, processing
from tickets.actions.arrival import Outcome
from tickets.mail_addresses import mailbox_of, reply_address
from tickets.models import InboundMail, Ticket

MARTA = "Marta Soler <marta@example.net>"
STRANGER = "Nobody Known <stranger@example.com>"


def raw(
    body: str = "Still red.", *, sender: str = MARTA, subject: str = "No connection", identity: str = "1@example.net", **headers: str
) -> bytes:
    """A plain mail. Further headers by keyword, ``_`` for ``-``; an empty value leaves the header out."""
    fields = {"From": sender, "To": "suport@example.org", "Subject": subject, "Message-ID": f"<{identity}>" if identity else ""}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"{head}\r\n{body}\r\n".encode()


def arrive(mail: bytes, *, to: str = "suport@example.org", at=NOON, is_capped: bool = True) -> Outcome:
    """Store and process a mail; return what became of it."""
    done = processing.process(inbound.store(mail, envelope_to=to, at=at), at=at, is_capped=is_capped)
    assert done is not None
    return done[0]


def log() -> InboundMail:
    """The newest entry of the inbound log."""
    return InboundMail.objects.order_by("-pk")[0]


def token_address(ticket: Ticket) -> str:
    """Where the requester's answers to ``ticket`` are asked to go."""
    mailbox = mailbox_of(ticket.queue_id)
    assert mailbox is not None
    return reply_address(mailbox, ticket, ticket.requester_id or 0)


def our_id(ticket: Ticket) -> str:
    """The Message-ID of the newest mail we sent about ``ticket``."""
    return message_id(ticket.topic, Delivery.objects.about(ticket.topic).order_by("-pk")[0].pk)


def deny_storage(settings: Any) -> None:
    """Put a file where the blobs' folder should be: not even an administrator can write below it."""
    folder = settings.DATA_DIR / "denied"
    folder.write_text("a file stands here")
    settings.STORAGES = {**settings.STORAGES, "blobs": {**settings.STORAGES["blobs"], "OPTIONS": {"location": folder / "blobs"}}}
