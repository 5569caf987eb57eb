"""Django's mail backend: whatever the framework or allauth sends becomes rows of the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, EmailMultiAlternatives
from django.utils import translation

from foundation import clock
from notifications import header_rules
from notifications.actions.outbox import Recipient, Text, post

# Headers that tell the outbox something and are never sent.
SECRET = "x-suport-secret"  # noqa: S105 - the name of a header
EXPIRES = "x-suport-expires"
LANGUAGE = "x-suport-language"
TOPIC = "x-suport-topic"


class OutboxBackend(BaseEmailBackend):
    """Queue Django's mails. Each recipient (to, cc, bcc) gets a copy of their own that shows nobody else."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue ``email_messages`` and return how many. Raises ``ValueError`` for an attachment or a smuggled header,
        unless ``fail_silently``.
        """
        queued = 0
        for message in email_messages:
            try:
                queued += _queue(message)
            except ValueError:
                if not self.fail_silently:
                    raise
        return queued


def _queue(message: EmailMessage) -> int:
    if message.attachments:
        raise ValueError("the outbox sends no attachments")
    now = clock.now()
    given = {name.lower(): str(value) for name, value in message.extra_headers.items()}
    kept = {name: str(value) for name, value in message.extra_headers.items() if header_rules.is_free(name)}
    kept = {name: value for name, value in kept.items() if not name.lower().startswith("x-suport-")}
    language = given.get(LANGUAGE) or translation.get_language() or ""
    from_name, from_address = parseaddr(given.get("from", message.from_email or ""))
    said = _text_of(message)
    posted = [
        post(
            to=Recipient(address, name, language),
            texts={language or "en": said},
            topic=given.get(TOPIC, ""),
            from_name=from_name,
            from_address=from_address,
            reply_to=", ".join(message.reply_to),
            headers=kept,
            is_automatic=given.get("auto-submitted", "").strip().lower() != "no",
            is_secret=given.get(SECRET) == "1",
            expires_at=_expiry(given.get(EXPIRES, ""), now),
            at=now,
        )
        for name, address in map(parseaddr, message.recipients())
    ]
    return 1 if posted else 0


def _text_of(message: EmailMessage) -> Text:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    body = str(message.body)
    if message.content_subtype == "html":
        html, body = body, ""
    return Text(subject=str(message.subject), text=body, html=html)


def _expiry(seconds: str, now: datetime) -> datetime | None:
    return now + timedelta(seconds=int(seconds)) if seconds else None
