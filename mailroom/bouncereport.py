"""Delivery reports by RFC 3464 and RFC 6533: which recipient failed, and why."""

import re
from typing import NamedTuple

from mailroom import bouncestatus, headers, limits
from mailroom.headers import Headers

KINDS = frozenset({"message/delivery-status", "message/global-delivery-status"})
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{1,250}[A-Za-z0-9]"
)
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})
_SCHEME = re.compile(r"^'?(?:(?:smtp|rfc822|x400)[=:])?'?|'$", re.IGNORECASE)
_RECIPIENTS = ("Original-Recipient", "Final-Recipient", "X-Actual-Recipient")


class Failure(NamedTuple):
    """Whom a mail did not reach, the RFC 3463 status, and whether the server goes on trying."""

    recipient: str
    status: str
    is_delayed: bool


def worst(report: bytes, words: str) -> tuple[Failure | None, bool]:
    """The first failure in a report, else of the first delay; and whether the report names anybody.

    `words` is the mail's text without the copy of what failed. A recipient whom the mail reached is none of either.
    """
    delayed = None
    names_somebody = False
    for group in _groups(report):
        recipient = _recipient(group)
        action = group.get("Action").lower().strip().split(" ")[0]
        names_somebody = names_somebody or bool(recipient)
        if not recipient or action in _ARRIVED:
            continue
        if action != "delayed":
            return Failure(recipient, _status(group, words), False), True
        delayed = delayed or Failure(recipient, _status_of_delay(group), True)
    return delayed, names_somebody


def without_scheme(address: str) -> str:
    """An address as a server wrote it, without the "SMTP=" or the quotation marks around it."""
    return _SCHEME.sub("", address)


def _groups(data: bytes) -> list[Headers]:
    """The blocks of fields in a delivery report, divided by blank lines."""
    blocks: list[Headers] = []
    position = 0
    while position < len(data) and len(blocks) < 100:
        fields, following = headers.read(data, position, len(data), limits.Shortfalls())
        blocks.append(fields)
        position = max(following, position + 1)
    return blocks


def _recipient(group: Headers) -> str:
    for name in _RECIPIENTS:
        value = group.get(name)
        match = ADDRESS.search(value.replace("<", " ").rpartition(";")[2])
        if match:
            return without_scheme(match[0])
        plain = value.rpartition(";")[2].strip(" <>")
        if "@" in plain and " " not in plain:
            return plain
    return ""


def _status(group: Headers, words: str) -> str:
    diagnostic = group.get("Diagnostic-Code")
    stated = bouncestatus.in_words(group.get("Status")) or bouncestatus.in_words(diagnostic)
    return bouncestatus.of_report(stated or bouncestatus.FAILED, diagnostic, words)


def _status_of_delay(group: Headers) -> str:
    stated = bouncestatus.in_words(group.get("Status"))
    return stated if stated.startswith("4") else bouncestatus.DELAYED
