"""From the pieces of a mail to its words and its files.

Every leaf ends up as body or as file. Of alternatives the plain text is read, unless it is only a stub beside the real
HTML; HTML alone is turned into text.
"""

import re
from dataclasses import dataclass, field

from mailroom import charset, filenames, limits, links, markup, plaintext
from mailroom.mail import File
from mailroom.pieces import Piece

_META_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MARKUP_WORD = re.compile(r"\w+")
_PLAIN = {"text/plain", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"}
_RENDITIONS = {"text/x-amp-html", "text/watch-html"}
_ENRICHED = re.compile(r"<[^<>]{0,100}>")
_PAGE = re.compile(r"\s{0,100}(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_MIME_NOTICE = re.compile(r"\bmime\b|multi-?part", re.IGNORECASE)
_LONGEST_NOTICE = 600
_BOUNDARY_LINE = re.compile(r"^--\S*[ \t]*$", re.MULTILINE)
_LONGEST_STUB = 2_000
_STUB_WORDS = 60
_HTML_OVER_STUB = 4


@dataclass(slots=True)
class Block:
    """One stretch of the body, in plain text, in HTML, or in both."""

    plain: str = ""
    html: str = ""


@dataclass(slots=True)
class Contents:
    """What the parts of a mail hold."""

    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)
    aside: str = ""


def contents(raw: bytes, root: Piece, shortfalls: limits.Shortfalls) -> Contents:
    """The words and the files of the mail cut into `root`."""
    return _Reader(raw, shortfalls).read(root)


class _Reader:
    """Walks the pieces of one mail once."""

    def __init__(self, raw: bytes, shortfalls: limits.Shortfalls) -> None:
        self._raw = raw
        self._shortfalls = shortfalls
        self._files: list[File] = []
        self._room = {True: limits.MAX_HTML, False: limits.MAX_TEXT * 2}

    def read(self, root: Piece) -> Contents:
        bodies = _bodies(root)
        blocks = _paired(self._blocks(root, bodies))
        html = "\n".join(block.html for block in blocks if block.html)
        text = "\n\n".join(filter(None, (_text_of(block) for block in blocks)))
        if len(text) > limits.MAX_TEXT:
            self._shortfalls.add(limits.TEXT_TOO_LONG)
            text = text[: limits.MAX_TEXT]
        return Contents(text, html, _with_inline(self._files, html), _aside(self._raw, root))

    def _blocks(self, piece: Piece, bodies: set[int]) -> list[Block]:
        if not piece.is_multipart:
            if id(piece) in bodies:
                return [self._body(piece)]
            if piece.content_type not in _RENDITIONS:
                self._add_file(piece)
            return []
        blocks = [block for child in piece.children for block in self._blocks(child, bodies)]
        return _merged(blocks) if piece.content_type == "multipart/alternative" else blocks

    def _body(self, piece: Piece) -> Block:
        data, whole = piece.content(self._raw)
        if not whole:
            self._shortfalls.add(limits.BROKEN_ENCODING)
        is_html = piece.content_type == "text/html"
        if len(data) > self._room[is_html]:
            self._shortfalls.add(limits.TEXT_TOO_LONG)
            self._add_file(piece)
            data = data[: self._room[is_html]]
        self._room[is_html] -= len(data)
        data, encoded = (data, []) if is_html else plaintext.without_yencoded(data)
        text = charset.decode(data, piece.kind.get("charset") or (_meta_charset(data) if is_html else ""))
        if is_html or _PAGE.match(text):
            return Block(html=text)
        if piece.content_type in ("text/enriched", "text/richtext"):
            text = _ENRICHED.sub("", text)
        if piece.kind.get("format").lower() == "flowed":
            text = plaintext.unflowed(text, joins=piece.kind.get("delsp").lower() == "yes")
        text, embedded = plaintext.without_uuencoded(text)
        embedded += [(charset.decode(name), content) for name, content in encoded]
        for name, content in embedded:
            self._files.append(File(filenames.harmless(name), "application/octet-stream", content, "", inline=False))
        return Block(plain=plaintext.unescaped_from(text).strip("\n"))

    def _add_file(self, piece: Piece) -> None:
        content, whole = piece.content(self._raw)
        if not whole:
            self._shortfalls.add(limits.BROKEN_ENCODING)
        name = filenames.name_for(piece, content, len(self._files) + 1)
        content_id = piece.headers.first("Content-ID").strip("<> ")
        inline = piece.disposition.value == "inline" or (bool(content_id) and piece.disposition.value != "attachment")
        self._files.append(File(name, piece.content_type, content, content_id, inline))


def _aside(raw: bytes, root: Piece) -> str:
    """Words outside all parts: above the first boundary or below the last, but for the notice that this is MIME."""
    found: list[str] = []
    room = limits.MAX_ASIDE
    for piece in root.all():
        for start, end in piece.outside:
            text = _BOUNDARY_LINE.sub("", charset.decode(raw[start : min(end, start + room)])).strip()
            room = max(0, room - (end - start))
            if _MARKUP_WORD.search(text) and not (len(text) < _LONGEST_NOTICE and _MIME_NOTICE.search(text)):
                found.append(text)
    return "\n\n".join(found)


def _bodies(root: Piece) -> set[int]:
    """The leaves (by id) that are the body: text without a name of its own, not sent as an attachment."""
    leaves = [leaf for leaf in root.leaves() if leaf.content_type in _PLAIN or leaf.content_type == "text/html"]
    offered = [leaf for leaf in leaves if leaf.disposition.value != "attachment"]
    bodies = [leaf for leaf in offered if not filenames.given(leaf)] + _alternatives(root)
    return {id(leaf) for leaf in bodies or offered[:1]}


def _alternatives(root: Piece) -> list[Piece]:
    """Text inside a multipart/alternative is body even when it has a name."""
    found: list[Piece] = []
    stack = [root]
    while stack:
        piece = stack.pop()
        stack.extend(piece.children)
        if piece.content_type == "multipart/alternative":
            texts = [child for child in piece.children if child.content_type in ("text/plain", "text/html")]
            found += [child for child in texts if child.disposition.value != "attachment"]
    return found


def _merged(blocks: list[Block]) -> list[Block]:
    """Alternatives say the same thing: one block, the plain texts and the HTML parts side by side."""
    plains = dict.fromkeys(block.plain for block in blocks if block.plain.strip())
    pages = dict.fromkeys(block.html for block in blocks if block.html.strip())
    return [Block("\n\n".join(plains), "\n".join(pages))] if plains or pages else []


def _paired(blocks: list[Block]) -> list[Block]:
    """Plain text followed by HTML with the same words is one block too, though its sender did not say alternative."""
    paired: list[Block] = []
    for block in blocks:
        last = paired[-1] if paired else Block()
        if block.html and not block.plain and last.plain and not last.html and _same_words(last.plain, block.html):
            last.html = block.html
        else:
            paired.append(block)
    return paired


def _same_words(plain: str, html: str) -> bool:
    words = set(_MARKUP_WORD.findall(plain[:20_000].casefold()))
    page = set(_MARKUP_WORD.findall(markup.walked(html[:100_000]).casefold()))
    return len(words) > 2 and len(words & page) >= 0.8 * len(words) and len(words & page) >= 0.5 * len(page)


def _text_of(block: Block) -> str:
    if not block.html:
        return block.plain
    if not block.plain.strip() or _is_stub(block.plain, block.html):
        return markup.text(links.with_targets(block.html)) or block.plain
    return block.plain


def _is_stub(plain: str, html: str) -> bool:
    """A few words that say 'this mail is HTML' instead of what the HTML says."""
    words = _MARKUP_WORD.findall(plain[:_LONGEST_STUB].casefold())
    if len(words) > _STUB_WORDS or len(plain) > _LONGEST_STUB:
        return False
    page_words = _MARKUP_WORD.findall(markup.walked(html).casefold())
    if not words or not page_words:
        return bool(page_words)
    shared = len(set(words) & set(page_words))
    if not {"html", "mime"}.isdisjoint(words) and shared * 2 < len(set(words)):
        return True
    return len(page_words) > _HTML_OVER_STUB * len(words) and shared * 10 < 6 * len(set(words))


def _meta_charset(data: bytes) -> str:
    match = _META_CHARSET.search(data, 0, 2_048)
    return match[1].decode("ascii") if match else ""


def _with_inline(files: list[File], html: str) -> list[File]:
    """A file the HTML shows by its content id is inline, whatever its disposition says (RFC 2392)."""
    return [
        File(file.filename, file.content_type, file.content, file.content_id, inline=True)
        if file.content_id and not file.inline and f"cid:{file.content_id}" in html
        else file
        for file in files
    ]
