"""Which monitoring rule a mail fits, what it says of which problem, or why it does not fit. Decides only; changes nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from foundation import blobs, wildcards
from foundation.safetext import one_line
from mailroom import reading
from mailroom.mail import ParsedMail
from tickets.mail_enums import LooksIn, Sign
from tickets.models import InboundMail, MonitoringRule
from tickets.models.monitoring import LONGEST_KEY

# A text that is longer says what it is about before that.
LINES_READ = 300


class Miss(StrEnum):
    """Why a rule does not fit a mail."""

    MAILBOX = "mailbox"
    SENDER = "sender"
    DISOWNED = "disowned"
    UNPROVEN = "unproven"
    WORDS = "words"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Alert:
    """What a rule looks at. ``header`` gives the values of a header; the relay's checks vouch for the sender, or disown them, or neither.

    The stored mail is read for its text and headers only where a rule asks for them.
    """

    sender: str
    subject: str
    text: Callable[[], str]
    header: Callable[[str], list[str]]
    mailbox_id: int | None
    is_vouched: bool = False
    is_disowned: bool = False

    @classmethod
    def of(cls, inbound: InboundMail, parsed: ParsedMail) -> "Alert":
        """Return what rules look at in a received mail."""
        return cls(
            parsed.sender.address.lower(),
            parsed.subject,
            lambda: parsed.text,
            _headers_of(inbound.digest),
            inbound.mailbox_id,
            inbound.is_vouched,
            inbound.is_disowned,
        )

    @classmethod
    def of_log(cls, row: InboundMail) -> "Alert":
        """Return what rules look at in an entry of the log. Of a mail that is kept no longer only the entry counts."""
        text = cache(lambda: reading.read(_raw(row.digest)).text)
        return cls(row.sender.lower(), row.subject, text, _headers_of(row.digest), row.mailbox_id, row.is_vouched, row.is_disowned)


@dataclass(frozen=True, slots=True)
class Finding:
    """The rule that fits, what the mail says, and of which problem: in words, and as a digest of the whole name."""

    rule: MonitoringRule
    sign: Sign
    problem: str
    digest: str


def _raw(digest: str) -> bytes:
    try:
        return blobs.read(digest)
    except FileNotFoundError:
        return b""


def _headers_of(digest: str) -> Callable[[str], list[str]]:
    """Return how to look up headers of a stored mail. It is read again only for a rule that asks for one."""
    fields = cache(lambda: reading.fields(_raw(digest)))
    return lambda name: fields().all(name)


def find(rules: Iterable[MonitoringRule], alert: Alert) -> Finding | None:
    """Return what the first rule that fits finds, ``None`` when none does."""
    judged = (judge(rule, alert) for rule in rules)
    return next((found for found in judged if isinstance(found, Finding)), None)


def judge(rule: MonitoringRule, alert: Alert) -> Finding | Miss:
    """Return what ``rule`` finds in ``alert``, or why it does not fit. A recovery is looked for first: its words may stand beside others."""
    if rule.mailbox_id is not None and rule.mailbox_id != alert.mailbox_id:
        return Miss.MAILBOX
    if not any(_is_from(sender, alert.sender) for sender in rule.senders.split()):
        return Miss.SENDER
    if alert.is_disowned:
        return Miss.DISOWNED
    if rule.needs_proof and not alert.is_vouched:
        return Miss.UNPROVEN
    for sign, lines in ((Sign.RECOVERY, rule.recovery), (Sign.NEWS, rule.news), (Sign.TROUBLE, rule.trouble)):
        kept = _first(lines, list(_looked_at(rule, alert)))
        if kept is not None:
            return _named(rule, alert, sign, kept)
    return Miss.WORDS


def title(rule: MonitoringRule, *, problem: str, subject: str) -> str:
    """Return what the ticket is called."""
    return one_line(rule.title.replace("{subject}", subject).replace("{problem}", problem)) or one_line(subject)


def _is_from(wanted: str, sender: str) -> bool:
    """Whether an address is the one wanted, or of the domain wanted."""
    domain = sender.rpartition("@")[2]
    line = wildcards.parse(wanted.removeprefix("@"))
    return line.find(sender if "@" in wanted.removeprefix("@") else domain) is not None


def _looked_at(rule: MonitoringRule, alert: Alert) -> Iterator[str]:
    if rule.looks_in == LooksIn.SUBJECT:
        yield alert.subject
    elif rule.looks_in == LooksIn.HEADER:
        yield from alert.header(rule.header)
    else:
        yield from alert.text().splitlines()[:LINES_READ]


def _first(lines: str, texts: list[str]) -> str | None:
    """Return what the first of the lines that fits one of the texts keeps of it."""
    for line in lines.splitlines():
        if line.strip():
            read = wildcards.parse(line)
            kept = next((kept for text in texts if (kept := read.find(text)) is not None), None)
            if kept is not None:
                return kept
    return None


def _named(rule: MonitoringRule, alert: Alert, sign: Sign, kept: str) -> Finding | Miss:
    headers = [" ".join(alert.header(name)) for name in rule.problem_headers.split()]
    wanted = [line for line in rule.details.splitlines() if line.strip()]
    texts = alert.text().splitlines()[:LINES_READ] if wanted else []
    details = [_first(line, texts) or "" for line in wanted]
    parts = [kept, *headers, *details]
    named = [part for part in parts if part]
    if not named:
        return Miss.UNNAMED
    digest = hashlib.sha256("\n".join(parts).lower().encode("utf-8", "replace")).hexdigest()
    return Finding(rule, sign, one_line(" · ".join(named), LONGEST_KEY), digest)
