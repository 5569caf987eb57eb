"""Which header fields a caller may set, and what no field may hold."""

import re

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,75}")
_BREAKS = re.compile(r"[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Composition writes these itself, or a relay does.
_OURS = frozenset(
    {
        "from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "references", "in-reply-to", "reply-to",
        "auto-submitted", "x-auto-response-suppress", "precedence", "return-path", "received", "mime-version", "dkim-signature",
    }
)  # fmt: skip


def one_line(what: str, value: str) -> str:
    """Return ``value``. Raises ``ValueError`` naming ``what`` when it holds a line break, which would let it write headers of its own."""
    if _BREAKS.search(value):
        raise ValueError(f"{what} must be one line")
    return value


def is_free(name: str) -> bool:
    """Tell whether a caller may set the header field ``name``."""
    low = name.lower()
    return _NAME.fullmatch(name) is not None and low not in _OURS and not low.startswith(("content-", "resent-"))


def checked(headers: dict[str, str]) -> dict[str, str]:
    """Return a copy of ``headers``. Raises ``ValueError`` for a field that is not the caller's or a value with a line break."""
    for name, value in headers.items():
        if not is_free(name):
            raise ValueError(f"the header {name!r} cannot be set")
        one_line(name, value)
    return dict(headers)
