"""Raw mails as the people of the demo would send them."""

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mailroom.mail import File


def letter(
    *,
    sender: tuple[str, str],
    to: str,
    subject: str,
    text: str,
    language: str,
    message_id: str,
    at: datetime,
    files: Sequence[File] = (),
    is_automatic: bool = False,
) -> bytes:
    """Return a mail as it would arrive. ``sender`` is name and address; ``is_automatic`` marks what no person wrote (RFC 3834)."""
    mail = EmailMessage(policy=SMTP)
    name, address = sender
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}>"
    if is_automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text.strip() + "\n")
    for file in files:
        mail.add_attachment(file.content, maintype="application", subtype="octet-stream", filename=file.filename)
    if language:
        # Last, because a new content takes every header that describes the old one away.
        mail["Content-Language"] = language
    return mail.as_bytes()
