"""Subjects of mails apart from what mail programs put before them."""

import re

REPLY_PREFIX = re.compile(r"(?:re|aw|sv|antw|ref|odp|r|rif|回复|答复|回覆|رد|отв|ha|erantz)(?:\[\d{1,3}\])?\s{0,3}[:：]\s*", re.IGNORECASE)


def without_reply_prefixes(subject: str) -> str:
    """Return ``subject`` without ``Re:``, ``AW:`` and their like before it, however many; the subject itself when nothing else is in it."""
    plain = subject
    while found := REPLY_PREFIX.match(plain):
        plain = plain[found.end() :]
    return plain or subject
