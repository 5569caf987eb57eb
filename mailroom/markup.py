"""HTML mail as plain text, and its tags one by one.

Small and shallow pages go through inscriptis, which lays out tables and lists. What is too large or too deep for it,
or makes it fail, is walked here from left to right: linear in the length, whatever the markup.
"""

import html as entities
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import LxmlError  # type: ignore[import-untyped]

from mailroom import layout
from mailroom.wording import listed

_MAX_LAID_OUT = 300_000
_MAX_NESTING = 150
_MAX_TABLES = 200
_MAX_ATTRIBUTES = 20_000
_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
VOID = frozenset(listed("area | base | br | col | embed | hr | img | input | link | meta | param | source | track | wbr"))
_HIDDEN = {"script", "style", "title", "template", "noscript", "xml"}
_PARAGRAPHS = frozenset(listed("blockquote | dl | h1 | h2 | h3 | h4 | h5 | h6 | ol | p | pre | table | ul"))
BLOCKS = _PARAGRAPHS | frozenset(
    listed("""
    address | article | aside | body | br | center | dd | div | dt | fieldset | footer | form | head | header | hr | html | li
    main | nav | section | tbody | tfoot | thead | tr
""")
)
_SPACES = re.compile(r"[ \t\xa0]+")
_BLANK_LINE = re.compile(r">(?:&nbsp;|&#160;|\xa0)(?=</(?:div|p)>)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = {ord(character): None for character in "\u200b\u200c\u2060\ufeff\u00ad"}


class Tag(NamedTuple):
    """A tag between `start` and `end`; `attributes` as written, in lower case; `text` is what stands before it."""

    name: str
    closing: bool
    attributes: str
    start: int
    end: int
    text: str


def text(html: str) -> str:
    """The readable words of a page, laid out in lines."""
    html = _BLANK_LINE.sub("><br>", html)
    if len(html) <= _MAX_LAID_OUT and _is_shallow(html):
        try:
            return _tidy(layout.laid_out(html))
        except (LxmlError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError):
            return walked(html)
    return walked(html)


def walked(html: str) -> str:
    """As `text`, in one linear pass."""
    out: list[str] = []
    for tag in tags(html):
        out.append(unescaped(tag.text))
        if tag.name in _PARAGRAPHS:
            out.append("\n\n" if not tag.closing or tag.name == "p" else "\n")
        elif tag.name in BLOCKS:
            out.append("\n" if not (tag.closing and tag.name in VOID) else "")
        elif tag.name in ("td", "th") and not tag.closing:
            out.append("  ")
    return _tidy("".join(out))


def tags(html: str) -> Iterator[Tag]:
    """Every tag in order with the text before it; comments and the contents of scripts and styles are left out.

    The text after the last tag comes with an empty name.
    """
    position = text_start = 0
    pending: list[str] = []
    no_comment_end = False
    unended: set[str] = set()
    while (opening := html.find("<", position)) >= 0:
        name_match = _OPENING.match(html, opening)
        if not name_match and html.startswith("<!--", opening):
            end = -1 if no_comment_end else html.find("-->", opening + 4)
            no_comment_end = end < 0
            pending.append(html[text_start:opening])
            position = text_start = end + 3 if end >= 0 else opening + 4
            continue
        if not name_match and not html.startswith(("<!", "<?"), opening):
            position = opening + 1
            continue
        end = _tag_end(html, opening)
        if end < 0:
            break
        pending.append(html[text_start:opening])
        position = text_start = end
        if not name_match:
            continue
        closing = bool(name_match[1])
        name = name_match[2].lower()
        begin = name_match.end()
        attributes = html[begin : min(end - 1, begin + _MAX_ATTRIBUTES)].lower() if begin < end - 1 else ""
        yield Tag(name, closing, attributes, opening, end, "".join(pending))
        pending = []
        if name in _HIDDEN and not closing and name not in unended:
            position = text_start = _skip(html, name, end)
            if position == end and not html.startswith("</", end):
                unended.add(name)  # looked for once, not once for each such tag
    yield Tag("", False, "", len(html), len(html), "".join(pending) + html[text_start:])


def _tag_end(html: str, opening: int) -> int:
    """After the '>' that ends a tag; one inside quotes does not, as long as the quotes close within reason."""
    end = html.find(">", opening)
    for _ in range(4):
        if end < 0 or end - opening > _MAX_ATTRIBUTES or html.count('"', opening, end) % 2 == 0:
            break
        quote = html.find('"', end, end + _MAX_ATTRIBUTES)
        following = html.find(">", quote, quote + _MAX_ATTRIBUTES) if quote >= 0 else -1
        if following < 0:
            break
        end = following
    return end + 1 if end >= 0 else -1


def _skip(html: str, name: str, position: int) -> int:
    """After the element `name` that begins at `position`: its contents are no words for a reader."""
    match = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
    return match.start() if match else position


def _is_shallow(html: str) -> bool:
    """No deeper than inscriptis and its parser can take without losing text."""
    depth = deepest = tables = 0
    for tag in tags(html):
        if not tag.name or tag.name in VOID or tag.attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if tag.closing else depth + 1
        tables += tag.name == "table"
        deepest = max(deepest, depth - (0 if tag.closing else _unclosed(tag.name)))
    return deepest <= _MAX_NESTING and tables <= _MAX_TABLES


def _unclosed(name: str) -> int:
    return 1 if name in ("p", "li", "td", "tr", "th", "dt", "dd", "option") else 0


def unescaped(text: str) -> str:
    """Text between tags, its entities replaced, on one line."""
    return _SPACES.sub(" ", entities.unescape(text).replace("\n", " "))


def _tidy(text: str) -> str:
    """Lines without trailing space, no more than one blank line in a row."""
    lines = (_SPACES.sub(" ", line.translate(_INVISIBLE).strip()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
