"""Which stretches of an HTML mail are quoted history or a signature, told by the marks that mail programs leave.

Gmail, K-9 and others wrap history in `gmail_quote`, Apple Mail and Thunderbird in `blockquote type=cite` (Thunderbird
with `moz-cite-prefix` before it), Yahoo in `yahoo_quoted`, Proton in `protonmail_quote`; Outlook marks only where
history begins. The result is words, so that they can be found again in the plain text of the same mail.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from mailroom import markup

WORD = re.compile(r"\w+")
_MAX_SEGMENTS = 400
_TO_THE_END = (
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "stopspelling",
    "olk_src_body_section",
    "zwchr",
    "x_divrplyfwdmsg",
    "messagereplysection",
)
_WRAPPERS = (
    "gmail_quote",
    "gmail_attr",
    "moz-cite-prefix",
    "yahoo_quoted",
    "yahooquoted",
    "protonmail_quote",
    "zmail_extra",
    "tutanota_quote",
    "front-blockquote",
    "ntes_mailmaster_quote",
    "isreplycontent",
    "qmbox",
    "reply-intro",
)
_POROUS = ("gmail_quote", "protonmail_quote", "zmail_extra")
_SIGNATURES = (
    "gmail_signature",
    'id="signature"',
    'id="x_signature"',
    "moz-signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "protonmail_signature_block-user",
    "protonmail_signature_block-proton",
    "ydp-signature",
    "k9mail-signature",
)
_OUTLOOK_RULE = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#?(?:e1e1e1|b5c4df|windowtext)\s+1\.0pt")
_BORDER = re.compile(r"border-left[^;:]{0,20}:[^;]{0,60}(?:solid|\dpx)|border-left-width")


class Kind(StrEnum):
    """What a stretch of a mail is."""

    NEW = "new"
    QUOTE = "quote"
    SIGNATURE = "signature"


@dataclass(slots=True)
class Segment:
    """A stretch of one kind and its words, in lower case, in order."""

    kind: Kind
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A marked element that has begun: its tag, and how many of the same tag are open inside it."""

    kind: Kind
    tag: str
    nested: int = 0
    porous: bool = False
    holds_blockquote: bool = False


def segments(html: str) -> list[Segment]:
    """The mail as stretches in order, neighbours of one kind joined, empty ones left out; [] when nothing is marked."""
    found: list[Segment] = []
    opened: list[_Open] = []
    to_the_end = marked = False
    for tag in markup.tags(html):
        words = [word.casefold() for word in WORD.findall(markup.unescaped(tag.text))]
        if words:
            kind = Kind.QUOTE if to_the_end else _kind(opened)
            if not found or found[-1].kind != kind:
                found.append(Segment(kind))
            found[-1].words += words
        to_the_end = to_the_end or _ends_the_new(tag)
        marked = marked or to_the_end or bool(opened)
        _follow(opened, tag)
        if len(found) > _MAX_SEGMENTS:
            return []
    return found if marked else []


def _kind(opened: list[_Open]) -> Kind:
    """The kind of text inside the marked elements that are open.

    A wrapper such as Gmail's keeps answers written between its blockquotes: after its first blockquote only the
    blockquotes in it are history.
    """
    for element in opened:
        if element.kind == Kind.SIGNATURE:
            return Kind.SIGNATURE
        if element.tag == "blockquote" or not element.holds_blockquote:
            return Kind.QUOTE
    return Kind.NEW


def _ends_the_new(tag: markup.Tag) -> bool:
    attributes = tag.attributes
    if tag.closing or not attributes:
        return False
    if any(mark in attributes for mark in _TO_THE_END) and ("id=" in attributes or "name=" in attributes):
        return True
    return tag.name == "div" and "border-top" in attributes and bool(_OUTLOOK_RULE.search(attributes[:2_000]))


def _follow(opened: list[_Open], tag: markup.Tag) -> None:
    """Keep the stack of marked elements in step with one tag."""
    if tag.closing:
        _close(opened, tag.name)
        return
    if tag.attributes.endswith("/") or tag.name in markup.VOID:
        return
    kind = _marked(tag)
    if tag.name == "blockquote" and kind == Kind.QUOTE:
        for element in opened:
            element.holds_blockquote = element.porous
    if kind is not None and len(opened) < 50:
        opened.append(_Open(kind, tag.name, porous=any(mark in tag.attributes for mark in _POROUS)))
        return
    for element in reversed(opened):
        if element.tag == tag.name:
            element.nested += 1
            return


def _close(opened: list[_Open], name: str) -> None:
    """The innermost marked element that has such a tag open loses it, or ends with all that is open inside it."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].tag == name:
            if opened[index].nested:
                opened[index].nested -= 1
            else:
                del opened[index:]
            return


def _marked(tag: markup.Tag) -> Kind | None:
    attributes = tag.attributes
    if any(mark in attributes for mark in _SIGNATURES):
        return Kind.SIGNATURE
    if any(mark in attributes for mark in _WRAPPERS):
        return Kind.QUOTE
    if tag.name != "blockquote":
        return None
    cited = "cite" in attributes or bool(_BORDER.search(attributes[:2_000]))
    return Kind.QUOTE if cited else None
