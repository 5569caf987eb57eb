"""RFC 2047 encoded words, as senders really write them.

Beyond the RFC it accepts words inside quotes, words without space between them, spaces inside a word, missing base64
padding, and characters cut in two between neighbouring words (their bytes are joined before they are decoded).
One pass from left to right: linear in the length of the header.
"""

import binascii
import re

from mailroom import charset

_START = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_SPACE = re.compile(r"\s")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


def decode(text: str) -> str:
    """`text` with every encoded word in it replaced by what it says."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    pending = b""
    pending_charset = ""
    position = 0
    for start, end, name, content in _words(text):
        between = text[position:start]
        adjacent = bool(pending_charset) and not between.strip()
        if pending_charset and not (adjacent and name == pending_charset):
            pieces.append(charset.decode(pending, pending_charset))
            pending = b""
        if not adjacent:
            pieces.append(between)
        pending += content
        pending_charset = name
        position = end
    if pending_charset:
        pieces.append(charset.decode(pending, pending_charset))
    return "".join(pieces) + text[position:]


def _words(text: str) -> list[tuple[int, int, str, bytes]]:
    """Each encoded word as (start, end, charset, bytes)."""
    words: list[tuple[int, int, str, bytes]] = []
    position = end = 0
    while match := _START.search(text, position):
        end = text.find("?=", match.end()) if end >= 0 else end  # looked for again only while there are some
        stop, position = end, end + 2
        if end < 0:  # cut short, as by a limit on the length of subjects
            space = _SPACE.search(text, match.end())
            stop = position = space.start() if space else len(text)
        name = match[1].partition("*")[0].lower()
        content = _from_base64 if match[2] in "bB" else _from_q
        words.append((match.start(), position, name, content(text[match.end() : stop])))
    return words


def _from_base64(content: str) -> bytes:
    letters = _NOT_BASE64.sub("", content)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))


def _from_q(content: str) -> bytes:
    return binascii.a2b_qp(content.replace("\n", "").encode("utf-8", "replace"), header=True)
