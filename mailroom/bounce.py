"""Delivery failures: the recipient, the RFC 3463 status, and which mail of ours it was.

RFC 3464 reports first; then what other mail servers write: X-Failed-Recipients (Exim, Gmail), and texts in the manner of
qmail, Exim, Postfix, sendmail and Exchange, read only when the mail comes from a mail server by sender or subject.
"""

import re
from collections.abc import Iterator

from mailroom import addresses, bouncephrases, bouncereport, bouncestatus, charset, headers, limits, machine, pieces
from mailroom.headers import Headers
from mailroom.mail import Address, Bounce
from mailroom.pieces import Piece
from mailroom.wording import folded

_ADDRESS = bouncereport.ADDRESS
_ID_LINE = re.compile(r"^[> \t]{0,8}Message-Id:[ \t]{0,5}\n?[ \t]{0,5}<([^<>\s]{3,900})>", re.IGNORECASE | re.MULTILINE)
_DAEMON = re.compile(
    r"mailer-?_?daemon|post_?master|mail[-. ]?delivery|delivery[-. ]?subsystem|double-bounce|microsoftexchange|mdaemon|posta-certificata"
    r"|(?<![a-z])(?:bounces?|mta)(?![a-z])",
    re.IGNORECASE,
)
_ADMINISTRATOR = re.compile(r"(?:system ?administrator|systemadministrator|systeembeheerder|administrador del sistema)", re.IGNORECASE)
_TO_LINE = re.compile(r"^[> \t]{0,8}To:[^\n@]{0,200}?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9])", re.MULTILINE)
_FROM_LINE = re.compile(
    r"^[> \t]{0,8}From:[^\n@]{0,200}?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9])", re.MULTILINE
)
# A recipient whom a server names without its own domain, on a line of its own (AOL).
_LOCAL_NAME = re.compile(r":\s*\n[ \t]+([A-Za-z0-9][A-Za-z0-9._-]{1,60})[ \t]*(?:\n|\Z)")
_OPENINGS = tuple(map(folded, bouncephrases.OPENINGS))
_SUBJECTS = tuple(map(folded, bouncephrases.SUBJECTS))
_COMPLAINTS = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "other"})
_COPIES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "text/rfc822"})
_MAX_REPORT = 200_000
_MAX_TEXT = 60_000


def find(raw: bytes, root: Piece, fields: Headers, sender: Address, text: str) -> Bounce | None:
    """The bounce this mail reports, or None. `text` is the mail's readable text."""
    report = _report(root, fields, sender)
    if report is not None:
        return _from_report(raw, root, fields, report, text)
    if (wrapped := _wrapped(raw, root, sender)) is not None:
        return find(raw, wrapped, wrapped.headers, sender, text)
    if not _looks_like_one(raw, root, fields, sender, text):
        return None
    recipient = _failed_header(fields) or _recipient(text, fields, sender) or _copied_recipient(raw, root)
    original = _original_id(raw, root, fields, text)
    if not recipient and not original:
        return None
    return _bounce(_in_words(recipient, fields, text), original)


def _wrapped(raw: bytes, root: Piece, sender: Address) -> Piece | None:
    """The server's report where a gateway on the way has put it, whole, into a mail of the same name with a notice of its own."""
    if not _is_daemon(sender):
        return None
    inside = (leaf for leaf in root.leaves() if leaf is not root and leaf.content_type == "message/rfc822")
    for leaf in inside:
        mail = pieces.cut(raw, leaf.start, leaf.end, limits.Shortfalls())
        if mail.content_type == "multipart/report" and addresses.sender(mail.headers).address == sender.address:
            return mail
    return None


def complained_about(raw: bytes, root: Piece, fields: Headers) -> str:
    """The Message-ID of the mail that its receiver called spam (RFC 5965), or ''. Reports about other things name none."""
    report = next((leaf for leaf in root.leaves() if leaf.content_type == "message/feedback-report"), None)
    if report is None:
        return _original_id(raw, root, fields, "") if machine.is_complaint_desk(fields, root, Address("", "")) else ""
    kind = headers.read(report.content(raw)[0], 0, _MAX_REPORT, limits.Shortfalls())[0].get("Feedback-Type").strip().lower()
    return _original_id(raw, root, fields, "") if kind in _COMPLAINTS else ""


def _report(root: Piece, fields: Headers, sender: Address) -> Piece | None:
    """The delivery report that this mail is; one that a person passes on is no more than a file."""
    if root.content_type != "multipart/report" and not (_is_daemon(sender) or _is_returned(fields)):
        return None
    if is_refused_by_receipt(root, fields):
        return next(leaf for leaf in root.leaves() if leaf.content_type == "message/disposition-notification")
    return next((leaf for leaf in root.leaves() if leaf.content_type in bouncereport.KINDS), None)


def is_refused_by_receipt(root: Piece, fields: Headers) -> bool:
    """Whether a filter refused the mail and says so in the form of a receipt (RFC 5429, 2.1.2)."""
    declared = fields.get("Auto-Submitted").lower()
    return "rejected" in declared and any(leaf.content_type == "message/disposition-notification" for leaf in root.leaves())


def _from_report(raw: bytes, root: Piece, fields: Headers, report: Piece, text: str) -> Bounce | None:
    words = _before_original(text)
    found, is_complete = bouncereport.worst(report.content(raw)[0][:_MAX_REPORT], words)
    if found is None and not is_complete:
        recipient = _failed_header(fields) or _recipient(text, fields, Address("", ""))
        found = _in_words(recipient, fields, text) if recipient else None
    return _bounce(found, _original_id(raw, root, fields, text)) if found is not None else None


def _in_words(recipient: str, fields: Headers, text: str) -> bouncereport.Failure:
    status = bouncestatus.of_words(fields.get("Subject"), _before_original(text))
    return bouncereport.Failure(recipient, status, bouncestatus.is_delay(status, fields.get("Subject") + "\n" + _before_original(text)))


def _bounce(failure: bouncereport.Failure, original: str) -> Bounce:
    return Bounce(failure.recipient, failure.status, bouncestatus.is_hard(failure.status), original, failure.is_delayed)


def _is_daemon(sender: Address) -> bool:
    return bool(_DAEMON.search(sender.address.partition("@")[0]) or _DAEMON.search(sender.name))


def _is_returned(fields: Headers) -> bool:
    return fields.first("Return-Path").replace(" ", "") == "<>"


def _looks_like_one(raw: bytes, root: Piece, fields: Headers, sender: Address, text: str) -> bool:
    """Sent by a mail server and about a delivery, by its title or its words; from anybody else only with both and a further sign.

    People write about failed mails, too, and paste what came back: a status is no sign. An empty return path is, or a copy of a
    mail that the address written to had sent itself.
    """
    if "X-Failed-Recipients" in fields:
        return True
    subject = folded(fields.get("Subject"))
    titled = any(phrase in subject for phrase in _SUBJECTS)
    by_server = _is_daemon(sender)
    if not (titled or by_server) or machine.is_away_note(fields, text):
        return False
    words = folded(text[:_MAX_TEXT])
    worded = any(phrase in words for phrase in _OPENINGS)
    if by_server or (titled and worded and _ADMINISTRATOR.fullmatch(sender.name or sender.address.partition("@")[0].strip('"'))):
        return (worded or titled or bool(bouncestatus.in_words(text))) and not machine.is_reply_by_title(fields)
    if not (titled and worded) or "?" in subject:
        return False
    if _is_to_bounces(fields):
        return True
    if subject.startswith(("re:", "fwd:", "fw:")):
        return False
    return _is_returned(fields) or _returns_what_was_sent(raw, root, fields, sender, text)


def _is_to_bounces(fields: Headers) -> bool:
    """Whether it was written to an address that takes bounces and nothing else."""
    to = [address.address.partition("@")[0].lower() for address in addresses.addresses(fields, "To", limits.Shortfalls())]
    return len(to) == 1 and (to[0].endswith(("-bounces", "-bounce")) or to[0].startswith(("bounces+", "bounces-", "bounce+", "bounce-")))


def _returns_what_was_sent(raw: bytes, root: Piece, fields: Headers, sender: Address, text: str) -> bool:
    """Whether it holds a copy of a mail whose writer is the one written to now, and not the one who writes now."""
    to = {_plain(address.address) for address in addresses.addresses(fields, "To", limits.Shortfalls())} - {_plain(sender.address)}
    written = [addresses.sender(copy).address for copy in _copies(raw, root)]
    if _ID_LINE.search(text):
        written += _FROM_LINE.findall(text)
    return any(_plain(address) in to for address in written)


def _plain(address: str) -> str:
    """An address without what follows a plus sign."""
    local, at, domain = address.lower().rpartition("@")
    return local.partition("+")[0] + at + domain


def _failed_header(fields: Headers) -> str:
    return next(iter(_ADDRESS.findall(fields.get("X-Failed-Recipients"))), "")


def _recipient(text: str, fields: Headers, sender: Address) -> str:
    """The address that failed: after the words that announce it, else the first in the report, else the copy's To.

    The server's own address and the one it wrote to are passed over.
    """
    report = _before_original(text)
    low = report.casefold()
    own = {address.address.lower() for address in addresses.addresses(fields, "To", limits.Shortfalls())} | {sender.address.lower()}
    places = [place for place in (low.find(phrase) for phrase in bouncephrases.RECIPIENT_FOLLOWS) if place >= 0]
    announced = _announced(report[min(places) :], own, sender) if places and len(low) == len(report) else []
    found = announced or _others(report, own)
    if found:
        return found[0]
    written_to = _TO_LINE.search(text, len(report)) or _TO_LINE.search(text)
    return written_to[1] if written_to else ""


def _announced(text: str, own: set[str], sender: Address) -> list[str]:
    """The addresses after the words that announce them; a name without a domain is one of the server's own."""
    name = _LOCAL_NAME.search(text[:1_000])
    return [f"{name[1]}@{sender.address.partition('@')[2].lower()}"] if name and "@" in sender.address else _others(text, own)


def _others(text: str, own: set[str]) -> list[str]:
    """The addresses in a text but for mail servers' and `own`."""
    found = [bouncereport.without_scheme(address) for address in _ADDRESS.findall(text)]
    return [address for address in found if address.lower() not in own and not _DAEMON.search(address.partition("@")[0])]


def _before_original(text: str) -> str:
    """The server's own words, without the copy of the mail that follows them."""
    head = text[:_MAX_TEXT]
    low = head.casefold()
    cuts = [place for place in (low.find(phrase) for phrase in bouncephrases.ORIGINAL_FOLLOWS) if place > 0]
    return head[: min(cuts)] if cuts and len(low) == len(head) else head


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
    """The headers of the mails that are attached whole or in part; some servers give a part the mail's own headers."""
    for leaf in root.leaves():
        if leaf is not root and "Message-ID" in leaf.headers and "From" in leaf.headers:
            yield leaf.headers
        if leaf.content_type in _COPIES:
            content = leaf.content(raw)[0]
            yield headers.read(content, headers.skip_envelope(content), len(content), limits.Shortfalls())[0]
