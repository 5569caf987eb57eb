"""Mailing lists: whether a mail came through one, and which (RFC 2369, RFC 2919)."""

import re
from collections.abc import Mapping

_POST = re.compile(r"<\s{0,5}mailto:([^>?\s]{1,320})", re.IGNORECASE)
_IDENTIFIER = re.compile(r"<\s{0,5}([^<>\s]{1,255})\s{0,5}>")


def is_post(headers: Mapping[str, str]) -> bool:
    """Whether a mail with these headers, under their lower-case names, came through a mailing list. A newsletter without a name is none."""
    return "list-id" in headers or headers.get("precedence", "").strip().lower() == "list"


def is_of(headers: Mapping[str, str], address: str) -> bool:
    """Whether the list that it came through is the one of ``address``: who writes to such an address writes to whoever reads it."""
    wanted = address.lower()
    posts = {found.lower() for found in _POST.findall(headers.get("list-post", ""))}
    identifiers = {found.lower() for found in _IDENTIFIER.findall(headers.get("list-id", ""))}
    return bool(wanted) and (wanted in posts or wanted.replace("@", ".", 1) in identifiers)
