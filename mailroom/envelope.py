"""What the envelope of a mail said, as the server that delivered it into a folder wrote down at its head.

Such lines are trusted in their first place alone: the server writes above what the sender wrote.
"""

import re

# The server's own lines stand at the very top; nothing else of a huge header is looked at.
LONGEST_HEAD = 256 * 1024
MOST_ADDRESSES = 20
_ADDRESS = re.compile(rb"[^\s<>\"',;:()\\]{1,64}@[^\s<>\"',;:()\\]{1,255}")
_DELIVERED = (b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to")
_WRITTEN = (b"to", b"cc")


def _first_lines(raw: bytes) -> dict[bytes, bytes]:
    """Return the first field of each name, unfolded."""
    head = re.split(rb"\r?\n\r?\n", raw[:LONGEST_HEAD], maxsplit=1)[0]
    fields: dict[bytes, bytes] = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def recipients(raw: bytes) -> list[str]:
    """Return the addresses that ``raw`` may have been delivered to, the surest first: what the server noted, then To and Cc."""
    fields = _first_lines(raw)
    found = [match.decode("utf-8", "replace") for name in (*_DELIVERED, *_WRITTEN) for match in _ADDRESS.findall(fields.get(name, b""))]
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


def return_path(raw: bytes) -> str | None:
    """Return the sender of the envelope: empty for the null sender, ``None`` where the server wrote down none."""
    value = _first_lines(raw).get(b"return-path")
    if value is None:
        return None
    found = _ADDRESS.search(value)
    return found[0].decode("utf-8", "replace") if found else ("" if value.replace(b" ", b"") == b"<>" else None)
