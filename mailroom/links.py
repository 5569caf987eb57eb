"""Where the links of a page lead, written beside their words, so that plain text loses none of them."""

import html as entities
import re

_OPENING = re.compile(r"<a\s", re.IGNORECASE)
_TARGET = re.compile(
    r"""\bhref\s{0,20}=\s{0,20}(?:"\s*(https?://[^"]{1,1000})"|'\s*(https?://[^']{1,1000})'|(https?://[^\s>"']{1,1000}))""", re.IGNORECASE
)
_MARKUP = re.compile(r"<[^<>]{0,3000}>")
_SHOWN = re.compile(r"<https?://[^<>\s]{1,2000}>")
_SCHEMES = ("https://", "http://", "www.")
_LONGEST_TAG = 3_000
_LONGEST_TEXT = 3_000
_MOST = 300


def with_targets(html: str) -> str:
    """The page with "<https://…>" after the words of each link that do not say it themselves."""
    out: list[str] = []
    done = count = 0
    for opening in _OPENING.finditer(html):
        if opening.start() < done or count == _MOST:
            continue
        end = html.find(">", opening.end(), opening.end() + _LONGEST_TAG)
        close = _close(html, end) if end >= 0 else -1
        target = _TARGET.search(html, opening.end(), end) if close >= 0 else None
        if target is None:
            continue
        address = entities.unescape(target[1] or target[2] or target[3]).strip()
        words = " ".join(entities.unescape(_MARKUP.sub(" ", html[end + 1 : close])).split())
        if words and not _says(words, address):
            out += [html[done:close], f" &lt;{entities.escape(address)}&gt;"]
            done = close
            count += 1
    return "".join([*out, html[done:]]) if out else html


def without_targets(line: str) -> str:
    """A line of text without the link targets in angle brackets."""
    return _SHOWN.sub(" ", line) if "://" in line else line


def _close(html: str, end: int) -> int:
    for tag in ("</a>", "</A>"):
        close = html.find(tag, end, end + _LONGEST_TEXT)
        if close >= 0:
            return close
    return -1


def _says(words: str, address: str) -> bool:
    """Whether the words are the address, in full or as far as people write it."""
    told = _plain(words)
    return bool(told) and " " not in words and "." in told and _plain(address).startswith(told)


def _plain(address: str) -> str:
    """An address as people write it."""
    text = address.casefold()
    for scheme in _SCHEMES:
        text = text.removeprefix(scheme)
    return text.rstrip(" /….")
