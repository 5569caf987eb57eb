"""The one way into the mailroom: raw bytes in, what they say out."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from mailroom import addresses, bounce, headerphrases, headers, limits, machine, meetings, newtext, parts, pieces
from mailroom.headers import Headers
from mailroom.mail import ParsedMail

_KEPT = (
    "From", "Sender", "Return-Path", "Reply-To", "Authentication-Results", "Received-SPF", "ARC-Authentication-Results", "Auto-Submitted", "Precedence",
    "X-Auto-Response-Suppress", "List-Id", "List-Post", "List-Unsubscribe", "Content-Language", "Accept-Language", "Importance", "Priority", "X-Priority",
    "Thread-Index", "Thread-Topic", "User-Agent", "X-Mailer", "Organization", "X-Spam-Flag", "X-Spam-Status", "X-Loop", "Disposition-Notification-To",
)  # fmt: skip
_MAX_KEPT = 4_000
_MAX_RESULTS = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_FORWARD = re.compile(r"\A\s{0,10}(.{1,20}?)\s?(?:\[\d{1,3}\])?[:：]")


def read(raw: bytes) -> ParsedMail:
    """What the mail `raw` says. Any bytes give an answer; `incomplete` says what could not be fully read.

    Any line ending will do, and an mbox "From " line on top is passed over. Time and memory are bounded (`limits`).
    """
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001 - the mail is stored and its sender is owed an answer, whatever was overlooked here
        return ParsedMail(text=_last_resort(raw), body=_last_resort(raw), incomplete=(limits.UNREADABLE,))


def fields(raw: bytes) -> Headers:
    """The header fields of the mail `raw`, decoded as they are asked for; within the limits."""
    return headers.read(raw, headers.skip_envelope(raw), min(len(raw), limits.MAX_BYTES), limits.Shortfalls())[0]


def _last_resort(raw: bytes) -> str:
    return raw[:100_000].decode("utf-8", "replace").replace("\x00", "")


def _read(raw: bytes) -> ParsedMail:
    shortfalls = limits.Shortfalls()
    end = min(len(raw), limits.MAX_BYTES)
    if end < len(raw):
        shortfalls.add(limits.TOO_LARGE)
    root = pieces.cut(raw, headers.skip_envelope(raw), end, shortfalls)
    if not root.headers and raw.strip():
        shortfalls.add(limits.BROKEN_STRUCTURE)
    fields = root.headers.hinted(_body_charset(root))
    found = parts.contents(raw, root, shortfalls)
    sender = addresses.sender(fields)
    subject = fields.get("Subject")
    share = newtext.split_forward if _is_forward(subject) else newtext.split
    body, quoted = share(found.text, found.html)
    if found.aside:
        body, quoted = (body, "\n\n".join(filter(None, (quoted, found.aside)))) if body else (found.aside, quoted)
    report = bounce.find(raw, root, fields, sender, found.text)
    meeting = meetings.answer(raw, root)
    reason = machine.reason(fields, root, sender, report, found.text) or (machine.MEETING if meeting is not None else "")
    return ParsedMail(
        message_id=addresses.message_id(fields),
        in_reply_to=addresses.message_ids(fields, "In-Reply-To"),
        references=addresses.message_ids(fields, "References"),
        subject=subject,
        sender=sender,
        reply_to=addresses.addresses(fields, "Reply-To", shortfalls),
        to=addresses.addresses(fields, "To", shortfalls),
        cc=addresses.addresses(fields, "Cc", shortfalls),
        delivered_to=addresses.bare(fields, "Delivered-To", "X-Original-To", "Envelope-To"),
        date=_date(fields),
        text="\n\n".join(filter(None, (found.text, found.aside))),
        body=body,
        quoted=quoted,
        html=found.html,
        files=tuple(found.files),
        auto_submitted=bool(reason),
        machine_reason=reason,
        bounce=report,
        complaint_about=bounce.complained_about(raw, root, fields),
        calendar_answer=meeting,
        language=_language(fields),
        incomplete=shortfalls.codes(),
        authentication_results=tuple(fields.structured("Authentication-Results")[:_MAX_RESULTS]),
        headers=_kept(fields),
    )


def _body_charset(root: pieces.Piece) -> str:
    """The charset the text declares: raw 8-bit headers are mostly written in the same one."""
    return next((leaf.kind.get("charset") for leaf in root.leaves() if leaf.kind.get("charset")), "")


def _date(fields: Headers) -> datetime | None:
    """The Date header in UTC; a date without a zone is taken as UTC (RFC 5322, 3.3)."""
    try:
        date = parsedate_to_datetime(fields.get("Date")[:200])
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return date.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _language(fields: Headers) -> str:
    """The first language tag of Content-Language (RFC 3282), or ''."""
    match = _LANGUAGE.match(fields.get("Content-Language").strip())
    return match[0] if match else ""


def _is_forward(subject: str) -> bool:
    match = _FORWARD.match(subject)
    return bool(match) and match[1].casefold() in headerphrases.FORWARD_PREFIXES if match else False


def _kept(fields: Headers) -> MappingProxyType[str, str]:
    kept = {name.lower(): "\n".join(fields.all(name)[:50])[:_MAX_KEPT] for name in _KEPT if name in fields}
    return MappingProxyType(kept)
