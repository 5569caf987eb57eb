"""The MIME structure of a raw mail (RFC 2046), cut on the raw bytes without recursion and without copying them.

Limits hold before anything is decoded: at most `MAX_PARTS` pieces, `MAX_DEPTH` levels. A multipart that cannot be cut
(no boundary, too deep) becomes one leaf, so that nothing of the mail is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailroom import headers, limits, parameters, transfer

_MAX_BOUNDARY = 250
# The first line of a part where no boundary is declared, or another one: dashes, and a header of the part below.
_UNDECLARED = re.compile(rb"(?:\A|[\r\n])--([^\s][^\r\n]{0,200}?)[ \t]*(?:\r\n|\r|\n)(?=Content-[A-Za-z])", re.IGNORECASE)
_SEARCHED = 20_000
# How often a boundary may stand where it divides nothing, before the search for it ends.
_MAX_MISSES = 100_000


@dataclass(slots=True)
class Piece:
    """One entity: its headers, the range of its body in the raw mail, and the pieces inside it."""

    headers: headers.Headers
    start: int
    end: int
    kind: parameters.Value
    disposition: parameters.Value
    depth: int
    children: list["Piece"] = field(default_factory=list)
    outside: list[tuple[int, int]] = field(default_factory=list)

    @property
    def content_type(self) -> str:
        """The media type, 'text/plain' when there is none that can be read (RFC 2045, 5.2)."""
        return self.kind.value

    @property
    def is_multipart(self) -> bool:
        """Whether it was cut into further pieces."""
        return bool(self.children)

    def content(self, raw: bytes) -> tuple[bytes, bool]:
        """The decoded body, and whether all of it could be decoded."""
        return transfer.decode(raw[self.start : self.end], self.headers.first("Content-Transfer-Encoding"))

    def all(self) -> Iterator["Piece"]:
        """Itself and every piece inside, in order."""
        stack = [self]
        while stack:
            piece = stack.pop()
            yield piece
            stack.extend(reversed(piece.children))

    def leaves(self) -> Iterator["Piece"]:
        """Every piece inside that is not cut further, in order; itself when it is one."""
        stack = [self]
        while stack:
            piece = stack.pop()
            if piece.children:
                stack.extend(reversed(piece.children))
            else:
                yield piece


def cut(raw: bytes, start: int, end: int, shortfalls: limits.Shortfalls) -> Piece:
    """The entity in `raw[start:end]` with everything inside it."""
    root = _entity(raw, start, end, 0, "text/plain", shortfalls)
    waiting = [root]
    count = 1
    while waiting:
        piece = waiting.pop()
        if not piece.content_type.startswith("multipart/"):
            continue
        if piece.depth >= limits.MAX_DEPTH:
            shortfalls.add(limits.TOO_DEEP)
            continue
        room = limits.MAX_PARTS - count
        ranges = _ranges(raw, piece, _declared(piece), room, shortfalls) or _ranges(raw, piece, _undeclared(raw, piece), room, shortfalls)
        default = "message/rfc822" if piece.content_type == "multipart/digest" else "text/plain"
        piece.children = [_entity(raw, a, b, piece.depth + 1, default, shortfalls) for a, b in ranges]
        piece.outside = _outside(piece, ranges)
        count += len(ranges)
        if not ranges and count < limits.MAX_PARTS:
            _as_leaf(raw, piece, shortfalls)
        waiting.extend(reversed(piece.children))
    return root


def _entity(raw: bytes, start: int, end: int, depth: int, default: str, shortfalls: limits.Shortfalls) -> Piece:
    fields, body = headers.read(raw, start, end, shortfalls)
    kind = parameters.parse(fields.first("Content-Type"))
    if kind.value == "text":
        kind = parameters.Value("text/plain", kind.parameters)
    elif kind.value.count("/") != 1 or " " in kind.value or kind.value.startswith("/") or kind.value.endswith("/"):
        kind = parameters.Value(default, kind.parameters)
    disposition = parameters.parse(fields.first("Content-Disposition"))
    return Piece(fields, body, end, kind, disposition, depth)


def _as_leaf(raw: bytes, piece: Piece, shortfalls: limits.Shortfalls) -> None:
    """A multipart without parts: an empty one says nothing, words in it are read as plain text."""
    if raw[piece.start : min(piece.end, piece.start + 1_000)].strip():
        shortfalls.add(limits.BROKEN_STRUCTURE)
    piece.kind = parameters.Value("text/plain", piece.kind.parameters)


def _declared(piece: Piece) -> bytes:
    return piece.kind.get("boundary").rstrip().encode("utf-8", "surrogateescape")


def _undeclared(raw: bytes, piece: Piece) -> bytes:
    match = _UNDECLARED.search(raw[piece.start : min(piece.end, piece.start + _SEARCHED)])
    return match[1].rstrip() if match else b""


def _ranges(raw: bytes, piece: Piece, boundary: bytes, room: int, shortfalls: limits.Shortfalls) -> list[tuple[int, int]]:
    """Where the parts of a multipart lie. Preamble and epilogue are left out; a missing last boundary is the end."""
    delimiter = b"--" + boundary
    if not boundary or len(delimiter) > _MAX_BOUNDARY:
        return []
    ranges: list[tuple[int, int]] = []
    opened = -1
    closed = False
    for line_start, line_end, closing in _delimiters(raw, delimiter, piece.start, piece.end):
        if opened >= 0:
            if len(ranges) >= room:
                shortfalls.add(limits.TOO_MANY_PARTS)
                return ranges
            ranges.append((opened, max(opened, line_start)))
        opened = -1 if closing else line_end
        closed = closed or closing
    if not closed:
        shortfalls.add(limits.BROKEN_STRUCTURE)
    if opened >= 0 and len(ranges) < room:
        ranges.append((opened, piece.end))
    return ranges


def _outside(piece: Piece, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What lies before the first part and after the last, boundary lines included."""
    return [(piece.start, ranges[0][0]), (ranges[-1][1], piece.end)] if ranges else []


def _delimiters(raw: bytes, delimiter: bytes, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(end of the text before, start of the text after, whether it closes) for each boundary line."""
    position = raw.find(delimiter, start, end)
    misses = 0
    while position >= 0 and misses < _MAX_MISSES:
        after = position + len(delimiter)
        closing = raw.startswith(b"--", after)
        rest = after + 2 * closing
        while rest < end and raw[rest] in b" \t":
            rest += 1
        if (position == start or raw[position - 1] in b"\r\n") and (rest >= end or raw[rest] in b"\r\n"):
            yield _before(raw, position, start), _after(raw, rest, end), closing
        else:
            misses += 1
        position = raw.find(delimiter, max(rest, after), end)


def _before(raw: bytes, position: int, start: int) -> int:
    """The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1)."""
    if position - 2 >= start and raw[position - 2 : position] == b"\r\n":
        return position - 2
    return position - 1 if position > start else position


def _after(raw: bytes, position: int, end: int) -> int:
    if raw[position : position + 2] == b"\r\n":
        return min(position + 2, end)
    return min(position + 1, end)
