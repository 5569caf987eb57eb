"""Raw mails in what providers post, with their envelopes: read here, as they came, before any library takes them for messages."""

import logging
import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import unquote
from typing import Any

from anymail.webhooks.amazon_ses import AmazonSESInboundWebhookView
from django.conf import settings

from tickets.channels.posts import NotNow, NotUnderstood, Posted, TooLarge, from_json

logger = logging.getLogger(__name__)

_AMAZON = re.compile(r"https://sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/[\x21-\x7e]{1,1000}")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A mail from a provider. ``sender`` is the envelope's: empty for the null sender, ``None`` when the provider did not say.

    ``is_rebuilt``: put together anew from the fields into which the provider had taken it apart.
    """

    raw: bytes
    sender: str | None
    recipients: tuple[str, ...]
    is_rebuilt: bool = False


def within_limit(raw: bytes) -> bytes:
    """Return ``raw``. Raises ``TooLarge``."""
    if len(raw) > settings.MAIL_DOOR.size_limit:
        raise TooLarge(f"a mail of {len(raw)} bytes, which is more than MAIL_SIZE_LIMIT")
    return raw


def in_bytes(text: Any) -> bytes:
    """Return a mail that came as text of JSON. Raises ``NotUnderstood``."""
    if not isinstance(text, str):
        raise NotUnderstood("a mail that is no text")
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def address(given: Any) -> str | None:
    """Return an address without what stands around it; ``None`` when ``given`` is no text."""
    return unquote(given.strip()) if isinstance(given, str) else None


def addresses(given: Any) -> tuple[str, ...]:
    """Return the addresses of a list, or of a text with commas between them."""
    found = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else []
    return tuple(one for part in found if (one := address(part)))


def _whole(raw: bytes, sender: Any, recipients: Any) -> HandedOver:
    return HandedOver(within_limit(raw), address(sender), addresses(recipients))


def of_mailgun(posted: Posted) -> list[HandedOver]:
    """Mailgun posts a form; the raw mail is a field of it when the address ends in ``mime``."""
    raw = posted.exact.get("body-mime")
    return [] if raw is None else [_whole(raw, posted.text("sender"), posted.text("recipient"))]


def of_sendgrid(posted: Posted) -> list[HandedOver]:
    """SendGrid posts a form; the raw mail is a field of it when *Send raw* is ticked."""
    raw = posted.exact.get("email")
    if raw is None:
        return []
    given = posted.text("envelope")
    told = from_json(given) if given else {}
    return [_whole(raw, told.get("from"), told.get("to"))]


def of_postmark(posted: Posted) -> list[HandedOver]:
    """Postmark posts JSON, with the raw mail when that is ticked; it puts the Return-Path above the headers."""
    told = posted.json()
    if "RawEmail" not in told:
        return []
    first = (told.get("Headers") or [{}])[0]
    sender = first.get("Value") if first.get("Name", "").lower() == "return-path" else None
    return [_whole(in_bytes(told["RawEmail"]), sender or None, told.get("OriginalRecipient"))]


def of_sparkpost(posted: Posted) -> list[HandedOver]:
    """SparkPost posts a list, each with a raw mail as text or as base64."""
    return [_of_relay(one["msys"]["relay_message"]) for one in posted.json() if one["msys"]]


def _of_relay(told: dict[str, Any]) -> HandedOver:
    content = told["content"]
    raw = _decoded(content["email_rfc822"]) if content.get("email_rfc822_is_base64") else in_bytes(content["email_rfc822"])
    return _whole(raw, told.get("msg_from"), told.get("rcpt_to"))


def of_mandrill(posted: Posted) -> list[HandedOver]:
    """Mandrill posts a form with a list of events, mails and others; it does not tell the sender of the envelope."""
    return [_whole(in_bytes(one["msg"]["raw_msg"]), None, one["msg"].get("email")) for one in mandrill_events(posted) if is_mail(one)]


def mandrill_events(posted: Posted) -> list[dict[str, Any]]:
    """Return everything that Mandrill posted. Raises ``NotUnderstood``."""
    told = from_json(posted.text("mandrill_events") or "")
    if not isinstance(told, list):
        raise NotUnderstood("mandrill_events is no list")
    return told


def is_mail(event: dict[str, Any]) -> bool:
    """Tell whether an event of Mandrill's is a received mail."""
    return event.get("event") == "inbound"


def of_amazon(posted: Posted) -> list[HandedOver]:
    """Amazon SES tells through SNS: the mail stands in the note itself (up to 150 kB) or lies in S3."""
    told = amazon_note(posted)
    if told.get("notificationType") != "Received":
        return []
    receipt = told["receipt"]
    action = receipt["action"]
    if action["type"] == "S3":
        raw = b"".join(_bounded(fetched(action["bucketName"], action["objectKey"])))
    elif action["type"] == "SNS":
        raw = _decoded(told["content"]) if action.get("encoding") == "BASE64" else in_bytes(told["content"])
    else:
        raise NotUnderstood("the receipt rule has neither an SNS nor an S3 action")
    return [_whole(raw, told["mail"].get("source"), receipt.get("recipients"))]


def amazon_note(posted: Posted) -> dict[str, Any]:
    """Return what SNS tells us of a mail; empty for its notes about itself. Raises ``NotUnderstood``."""
    outer = posted.json()
    if outer.get("Type") == "SubscriptionConfirmation":
        asked = str(outer.get("SubscribeURL"))
        if _AMAZON.fullmatch(asked):
            logger.warning("Amazon SNS asks whether to post here. If that is meant, open %s", asked)
    if outer.get("Type") != "Notification" or str(outer.get("Message")).startswith("Successfully validated"):
        return {}
    told = from_json(outer.get("Message") or "")
    if not isinstance(told, dict):
        raise NotUnderstood("the note of SNS is no object")
    return told


def fetched(bucket: str, key: str) -> Iterator[bytes]:
    """Read a mail from S3. Raises ``NotNow`` when that is not possible, for whatever reason: SNS tries again."""
    try:
        yield from AmazonSESInboundWebhookView().fetch_s3_chunks(bucket, key)
    except Exception as problem:
        raise NotNow(f"the mail cannot be read from S3 ({type(problem).__name__})") from problem


def _bounded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > settings.MAIL_DOOR.size_limit:
            raise TooLarge("a mail in S3 that is larger than MAIL_SIZE_LIMIT")
        yield chunk


def _decoded(text: Any) -> bytes:
    try:
        return b64decode(text)
    except (NoBase64, TypeError, ValueError) as problem:
        raise NotUnderstood("no base64") from problem


Reader = Callable[[Posted], list[HandedOver]]
