"""Delivery failures: the recipient, the RFC 3463 status, and which mail of ours it was.

RFC 3464 reports first; then what other mail servers write: X-Failed-Recipients (Exim, Gmail), and texts in the manner of
qmail, Exim, Postfix, sendmail and Exchange, read only when the mail comes from a mail server by sender or subject.
"""

import re
from collections.abc import Iterator

from mailroom import addresses, bouncephrases, charset, headers, limits, machine
from mailroom.headers import Headers
from mailroom.mail import Address, Bounce
from mailroom.pieces import Piece

_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d)(?!\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:])[45][0-5]\d(?=[ \-#:])")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{1,250}[A-Za-z0-9]"
)
_ID_LINE = re.compile(r"^[> \t]{0,8}Message-Id:[ \t]{0,5}\n?[ \t]{0,5}<([^<>\s]{3,900})>", re.IGNORECASE | re.MULTILINE)
_DAEMON = re.compile(r"mailer-?_?daemon|post_?master|mail-?delivery|double-bounce|microsoftexchange|mdaemon|bounce", re.IGNORECASE)
_TO_LINE = re.compile(r"^[> \t]{0,8}To:[^\n@]{0,200}?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9])", re.MULTILINE)
_COPIES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "text/rfc822"})
_MAX_REPORT = 200_000
_MAX_TEXT = 60_000


def find(raw: bytes, root: Piece, fields: Headers, sender: Address, text: str) -> Bounce | None:
    """The bounce this mail reports, or None. `text` is the mail's readable text."""
    status_reports = [leaf for leaf in root.leaves() if leaf.content_type in ("message/delivery-status", "message/global-delivery-status")]
    if status_reports:
        return _from_report(raw, root, fields, status_reports[0], text)
    if not _looks_like_one(fields, sender, text):
        return None
    recipient = _failed_header(fields) or _recipient(text, fields, sender) or _copied_recipient(raw, root)
    original = _original_id(raw, root, fields, text)
    if not recipient and not original:
        return None
    status = _status_in(_before_original(text)) or _status_by_phrase(fields.get("Subject"), text)
    return Bounce(recipient, status, status.startswith("5"), original)


def _from_report(raw: bytes, root: Piece, fields: Headers, report: Piece, text: str) -> Bounce | None:
    """RFC 3464: the first recipient whose delivery failed, else the first that is delayed."""
    groups = _groups(report.content(raw)[0][:_MAX_REPORT])
    best: tuple[str, str, str] | None = None
    for group in groups:
        recipient = _report_address(group)
        action = group.get("Action").lower().strip().split(" ")[0]
        if not recipient or action in ("delivered", "relayed", "expanded"):
            continue
        status = _report_status(group, action)
        if best is None or (best[1] == "delayed" and action != "delayed"):
            best = (recipient, action, status)
    if best is None:
        recipient = (
            "" if any(_report_address(group) for group in groups) else _failed_header(fields) or _recipient(text, fields, Address("", ""))
        )
        best = (recipient, "failed", _status_in(text) or "5.0.0") if recipient else None
    if best is None:
        return None
    recipient, action, status = best
    return Bounce(recipient, status, status.startswith("5") and action != "delayed", _original_id(raw, root, fields, text))


def _groups(data: bytes) -> list[Headers]:
    """The blocks of fields in a delivery report, divided by blank lines."""
    blocks: list[Headers] = []
    position = 0
    while position < len(data) and len(blocks) < 100:
        fields, following = headers.read(data, position, len(data), limits.Shortfalls())
        blocks.append(fields)
        position = max(following, position + 1)
    return blocks


def _report_address(group: Headers) -> str:
    for name in ("Original-Recipient", "Final-Recipient", "X-Actual-Recipient"):
        value = group.get(name)
        match = _ADDRESS.search(value.replace("<", " ").rpartition(";")[2])
        if match:
            return match[0]
        plain = value.rpartition(";")[2].strip(" <>")
        if "@" in plain and " " not in plain:
            return plain
    return ""


def _report_status(group: Headers, action: str) -> str:
    match = _STATUS.search(group.get("Status"))
    if match and match[0][0] != "2":
        return match[0]
    return _status_in(group.get("Diagnostic-Code")) or ("4.0.0" if action == "delayed" else "5.0.0")


def _looks_like_one(fields: Headers, sender: Address, text: str) -> bool:
    """Sent by a mail server and about a delivery, by its title or its words; from anybody else, only with both and a status."""
    if "X-Failed-Recipients" in fields:
        return True
    subject = fields.get("Subject").casefold()
    if machine.is_away_note(fields) or fields.get("Auto-Submitted").lower().startswith("auto-replied"):
        return False
    words = text[:_MAX_TEXT].casefold()
    worded = any(phrase in words for phrase in bouncephrases.OPENINGS)
    titled = any(phrase in subject for phrase in bouncephrases.SUBJECTS)
    if _DAEMON.search(sender.address) or _DAEMON.search(sender.name):
        return worded or titled
    if subject.startswith(("re:", "fwd:", "fw:")) or "?" in subject:
        return False
    has_status = bool(_status_in(_before_original(text)))
    returned = fields.first("Return-Path").replace(" ", "") == "<>"
    return titled and worded and (returned or (has_status and subject.startswith(bouncephrases.SUBJECTS)))


def _failed_header(fields: Headers) -> str:
    return next(iter(_ADDRESS.findall(fields.get("X-Failed-Recipients"))), "")


def _recipient(text: str, fields: Headers, sender: Address) -> str:
    """The address that failed: after the words that announce it, else the first in the report, else the copy's To.

    The server's own address and the one it wrote to are passed over.
    """
    report = _before_original(text)
    folded = report.casefold()
    own = {address.address.lower() for address in addresses.addresses(fields, "To", limits.Shortfalls())} | {sender.address.lower()}
    places = [place for place in (folded.find(phrase) for phrase in bouncephrases.RECIPIENT_FOLLOWS) if place >= 0]
    announced = _others(report[min(places) :], own) if places and len(folded) == len(report) else []
    found = announced or _others(report, own)
    if found:
        return found[0]
    written_to = _TO_LINE.search(text, len(report)) or _TO_LINE.search(text)
    return written_to[1] if written_to else ""


def _others(text: str, own: set[str]) -> list[str]:
    """The addresses in a text but for mail servers' and `own`."""
    found: list[str] = _ADDRESS.findall(text)
    return [address for address in found if address.lower() not in own and not _DAEMON.search(address.partition("@")[0])]


def _before_original(text: str) -> str:
    """The server's own words, without the copy of the mail that follows them."""
    head = text[:_MAX_TEXT]
    folded = head.casefold()
    cuts = [place for place in (folded.find(phrase) for phrase in bouncephrases.ORIGINAL_FOLLOWS) if place > 0]
    return head[: min(cuts)] if cuts and len(folded) == len(head) else head


def _status_in(text: str) -> str:
    """The enhanced status in a server's answer, else its three-digit reply code widened (RFC 3463, 2), else ''."""
    found: list[str] = _STATUS.findall(text[:_MAX_TEXT])
    failed = [status for status in found if status[0] in "45"]
    if failed:
        return failed[0]
    code = _REPLY_CODE.search(text[:_MAX_TEXT])
    return f"{code[0][0]}.0.0" if code else ""


def _status_by_phrase(subject: str, text: str) -> str:
    words = (subject + "\n" + _before_original(text)).casefold()
    for status, phrases in bouncephrases.STATUS_PHRASES.items():
        if any(phrase in words for phrase in phrases):
            return status
    return "5.0.0"


def _original_id(raw: bytes, root: Piece, fields: Headers, text: str) -> str:
    """The Message-ID of our mail: from the copy of it, from the text, from the bounce's own headers."""
    for copy in _copies(raw, root):
        if found := addresses.message_id(copy):
            return found
    if match := _ID_LINE.search(text):
        return match[1]
    for leaf in root.leaves():
        readable = leaf.content_type.startswith(("text/", "message/"))
        match = _ID_LINE.search(charset.decode(leaf.content(raw)[0][:_MAX_REPORT])) if readable else None
        if match:
            return match[1]
    for name in ("X-Original-Message-ID", "In-Reply-To", "References"):
        if ids := addresses.message_ids(fields, name):
            return ids[-1]
    return ""


def _copied_recipient(raw: bytes, root: Piece) -> str:
    """To whom the mail that came back was written, when it names one person only."""
    for copy in _copies(raw, root):
        written_to = addresses.addresses(copy, "To", limits.Shortfalls())
        if len(written_to) == 1:
            return written_to[0].address
    return ""


def _copies(raw: bytes, root: Piece) -> Iterator[Headers]:
    """The headers of the mails that are attached whole or in part."""
    for leaf in root.leaves():
        if leaf.content_type in _COPIES:
            content = leaf.content(raw)[0]
            yield headers.read(content, headers.skip_envelope(content), len(content), limits.Shortfalls())[0]
