"""The RFC 3463 status of a failed delivery, from a server's codes and, where these say little or mislead, its words."""

import re

from mailroom import causephrases
from mailroom.wording import folded

DELAYED = "4.0.0"
FAILED = "5.0.0"
FULL = "5.2.2"
REFUSED = "5.7.1"
_FULL_FOR_NOW = "4.2.2"
_MAX_WORDS = 60_000
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![.\-]?\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:])[45][0-5]\d(?=[ \-#:\])])")
# Codes for "something went wrong", which servers give for everything.
_VAGUE = re.compile(r"5\.(?:0\.\d+|[1-7]\.0|4\.[1-9]|7\.1|9\.\d+)")
# The address itself is to blame: unknown, in no such domain, moved away, switched off.
_GONE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
_NOT_ITS_FAULT = frozenset({FULL, "5.3.4"})
# Final for this mail, while another one may arrive: a full mailbox, a mail too large or of a wrong form, a refusal by policy.
_OF_THIS_MAIL = re.compile(r"5\.(?:2\.[23]|3\.\d+|4\.[67]|6\.\d+|7\.\d+)")
_VAGUE_FOR_NOW = re.compile(r"4\.[0-3]\.0")
_CAUSES = {status: tuple(map(folded, phrases)) for status, phrases in causephrases.CAUSES.items()}
_DELAYS = tuple(map(folded, causephrases.DELAYS))
_UNWANTED = tuple(map(folded, causephrases.UNWANTED))


def is_gone(status: str) -> bool:
    """Whether a status says that the address takes no mail at all, whatever one writes to it."""
    return status in _GONE


def is_hard(status: str) -> bool:
    """Whether a status says that nothing will reach the address; a mailbox that is full today, or a filter, says so of one mail only."""
    return status.startswith("5") and not _OF_THIS_MAIL.fullmatch(status)


def in_words(words: str) -> str:
    """The first code of a failure in a server's words: an enhanced status, else a three-digit reply widened, else ''."""
    head = words[:_MAX_WORDS]
    found: list[str] = _STATUS.findall(head)
    failed = [status for status in found if status[0] in "45"]
    if failed:
        return failed[0]
    code = _REPLY_CODE.search(head)
    return f"{code[0][0]}.0.0" if code else ""


def of_report(status: str, diagnostic: str, words: str) -> str:
    """The status of one failed recipient of a report, from what it states, the remote server's answer, and the rest of its text."""
    if not status.startswith("5"):
        return _for_now(status, diagnostic + "\n" + words)
    cause = _cause(diagnostic) or (_cause(words) if _VAGUE.fullmatch(status) else "")
    return _weighed(status, cause, diagnostic)


def of_words(subject: str, words: str) -> str:
    """The status of a bounce without a report."""
    said = subject + "\n" + words
    status = in_words(words)
    if not status and _has(said, _DELAYS):
        status = DELAYED
    if status.startswith("4"):
        return _for_now(status, said)
    return _weighed(status or FAILED, _cause(said), said)


def is_delay(status: str, words: str) -> bool:
    """Whether a server goes on trying: it says so, and has not given up."""
    return status.startswith("4") and _has(words, _DELAYS)


def _weighed(status: str, cause: str, words: str) -> str:
    if is_gone(status):
        if cause in _NOT_ITS_FAULT:
            return cause
        return REFUSED if cause not in _GONE and _has(words, _UNWANTED) else status
    return cause if cause and _VAGUE.fullmatch(status) else status


def _for_now(status: str, words: str) -> str:
    """The status of a passing failure; a vague one may be a full mailbox."""
    return _FULL_FOR_NOW if _VAGUE_FOR_NOW.fullmatch(status) and _cause(words) == FULL else status


def _cause(words: str) -> str:
    joined = " ".join(folded(words[:_MAX_WORDS]).split())
    return next((status for status, phrases in _CAUSES.items() if any(phrase in joined for phrase in phrases)), "")


def _has(words: str, phrases: tuple[str, ...]) -> bool:
    joined = " ".join(folded(words[:_MAX_WORDS]).split())
    return any(phrase in joined for phrase in phrases)
