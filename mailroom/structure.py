"""Which stretches of an HTML mail are quoted history or a signature, told by the marks that mail programs leave.

Some programs wrap history in elements of their own (`gmail_quote`, `blockquote type=cite`), others mark only where it
begins (`divRplyFwdMsg`), or draw a line above the headers of the earlier mail. The result is words, so that they can
be found again in the plain text of the same mail.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from mailroom import attributions, headerblocks, markup

WORD = re.compile(r"\w+")
_MAX_SEGMENTS = 400
_MAX_RULES = 20
_HEADERS_LENGTH = 3_000
_TO_THE_END = (
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "ms-outlook-mobile-body-separator-line",
    "stopspelling",
    "olk_src_body_section",
    "outlookmessageheader",
    "zwchr",
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
    "blockquote_zmail",
    "tutanota_quote",
    "front-blockquote",
    "ntes_mailmaster_quote",
    "ntes-mailmaster-quote",
    "isreplycontent",
    "qmbox",
    "xm_compose_origin_mail_container",
    "reply-intro",
    "mailru-blockquote",
    "missive_quote",
    "mail_android_quote",
    "__quoted_text__",
    'name="quote"',
    "clean_bq",
    "airmail_on",
    "domino-section",
)
_POROUS = ("gmail_quote", "protonmail_quote", "zmail_extra", "yahoo_quoted", "tutanota_quote", "isreplycontent", 'name="quote"')
_SIGNATURES = (
    "gmail_signature",
    'id="signature"',
    'id="x_signature"',
    'class="signature"',
    "moz-signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "protonmail_signature_block-user",
    "protonmail_signature_block-proton",
    "ydp-signature",
    "android_signature",
    "k9mail-signature",
    "composer_signature",
    "messagesignaturesection",
    "data-signatureblock",
    "__sig_p",
    "tutanota_signature",
    "zmail_signature",
    "foxmailsign",
    "front-signature",
    "ntes-pcmail-sign",
    "ntes-mailmaster-sign",
)
# The attributes that hold such marks.
_NAMING = ("class=", "id=", "name=", "data-")
_OUTLOOK_RULE = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#?(?:e1e1e1|b5c4df|windowtext)\s+1\.0pt")
_RULE = re.compile(r"border-top(?:-style)?:[^;]{0,80}solid")
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
    paragraph = ""
    rules = 0
    for tag in markup.tags(html):
        text = markup.unescaped(tag.text)
        words = [word.casefold() for word in WORD.findall(text)]
        if words:
            kind = Kind.QUOTE if to_the_end else _kind(opened)
            if not found or found[-1].kind != kind:
                found.append(Segment(kind))
            found[-1].words += words
        paragraph += text
        if not to_the_end and tag.attributes:
            to_the_end = _ends_the_new(tag)
        if not to_the_end and not opened and _is_rule(tag) and rules < _MAX_RULES:
            rules += 1
            to_the_end = _headers_follow(html, tag.end)
        _follow(opened, tag, attributed=tag.name == "blockquote" and _is_attribution(paragraph))
        marked = marked or to_the_end or bool(opened)
        if tag.name in markup.BLOCKS and paragraph.strip():
            paragraph = "" if tag.name != "br" else paragraph + "\n"
        if len(found) > _MAX_SEGMENTS:
            return []
    return found if marked else []


def _is_rule(tag: markup.Tag) -> bool:
    return not tag.closing and (tag.name == "hr" or ("border-top" in tag.attributes and bool(_RULE.search(tag.attributes[:2_000]))))


def _headers_follow(html: str, start: int) -> bool:
    """Whether the headers of an earlier mail are written out right after a rule."""
    first = next((tag.text for tag in markup.tags(html[start : start + _HEADERS_LENGTH]) if tag.text.strip()), "")
    if not headerblocks.label_kind(f"{markup.unescaped(first)}:"):
        return False
    lines = markup.walked(html[start : start + _HEADERS_LENGTH]).split("\n")
    return headerblocks.is_header_block(lines, 0, ruled=True)


def _is_attribution(paragraph: str) -> bool:
    lines = paragraph[-1_000:].strip().split("\n")[-3:]
    return any(attributions.attribution(lines, number) for number in range(len(lines)))


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
    if tag.closing:
        return False
    if any(name in attributes for name in _NAMING) and any(mark in attributes for mark in _TO_THE_END):
        return True
    return tag.name == "div" and "border-top" in attributes and bool(_OUTLOOK_RULE.search(attributes[:2_000]))


def _follow(opened: list[_Open], tag: markup.Tag, *, attributed: bool) -> None:
    """Keep the stack of marked elements in step with one tag; a blockquote below an attribution needs no further mark."""
    if tag.closing:
        _close(opened, tag.name)
        return
    if tag.attributes.endswith("/") or tag.name in markup.VOID:
        return
    kind = _marked(tag) or (Kind.QUOTE if attributed else None)
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
    if any(name in attributes for name in _NAMING):
        if any(mark in attributes for mark in _SIGNATURES):
            return Kind.SIGNATURE
        if any(mark in attributes for mark in _WRAPPERS):
            return Kind.QUOTE
    if tag.name != "blockquote":
        return None
    cited = "cite" in attributes or bool(_BORDER.search(attributes[:2_000]))
    return Kind.QUOTE if cited else None
