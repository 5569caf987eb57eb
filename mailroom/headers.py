"""The header block of a mail or of one of its parts: found, unfolded, decoded.

Bounded: at most `MAX_HEADERS` fields of `MAX_HEADER_BYTES` each are read from the first `MAX_HEADER_BLOCK` bytes; where
the block ends is found however long it is. Tolerates any line ending, an mbox "From " line, blank lines on top, lines
that lost the space of their folding, and a block that runs into the body without a blank line.
"""

import re
from collections.abc import Iterable

from mailroom import charset, encodedwords, limits

_BREAK = rb"(?>\r\r\n|\r\n|\n|\r)"
_LINE_END = re.compile(_BREAK)
_BLANK_LINE = re.compile(_BREAK + _BREAK)
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_CONTENT = re.compile(rb"Content-[A-Za-z-]{3,30}:", re.IGNORECASE)
_WELL_KNOWN = re.compile(
    rb"(?:[A-Za-z]{1,20}(?:-[A-Za-z0-9]{1,30}){1,6}|From|To|Cc|Bcc|Subject|Date|Sender|Received|References|Precedence)[ \t]*:",
    re.IGNORECASE,
)
_WHITE = " \t\n"


class Headers:
    """The fields of one header block, in order. Names are compared without regard to case."""

    def __init__(self, fields: Iterable[tuple[str, bytes]], hint: str = "") -> None:
        self._fields: dict[str, list[bytes]] = {}
        self._hint = hint
        for name, value in fields:
            self._fields.setdefault(name.lower(), []).append(value)

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._fields

    def hinted(self, hint: str) -> "Headers":
        """The same fields, raw 8-bit values read in the charset `hint` when they are not UTF-8."""
        other = Headers((), hint)
        other._fields = self._fields
        return other

    def structured(self, name: str) -> list[str]:
        """Every value of `name`, unfolded, with its encoded words still encoded: for addresses and parameters."""
        return [_text(value, self._hint) for value in self._fields.get(name.lower(), [])]

    def all(self, name: str) -> list[str]:
        """Every value of `name`, decoded, each on one line."""
        return [_one_line(encodedwords.decode(value)) for value in self.structured(name)]

    def get(self, name: str) -> str:
        """The first value of `name`, decoded, on one line; '' when there is none."""
        return next(iter(self.all(name)), "")

    def first(self, name: str) -> str:
        """The first value of `name`, unfolded, encoded words still encoded; '' when there is none."""
        return next(iter(self.structured(name)), "")


def read(raw: bytes, start: int, end: int, shortfalls: limits.Shortfalls) -> tuple[Headers, int]:
    """The header block of `raw[start:end]` and the place where its body begins."""
    first = _LINE_END.match(raw, start, end)
    if first:
        return Headers(()), first.end()
    blank = _BLANK_LINE.search(raw, start, end)
    block_end, body = (blank.start(), blank.end()) if blank else (end, end)
    if block_end - start > limits.MAX_HEADER_BLOCK:
        shortfalls.add(limits.TOO_MANY_HEADERS)
    lines = _lines(raw, start, min(block_end, start + limits.MAX_HEADER_BLOCK))
    if len(lines) == limits.MAX_HEADER_LINES:
        shortfalls.add(limits.TOO_MANY_HEADERS)
    fields, stopped = _fields(raw, lines, shortfalls)
    return Headers(fields), body if stopped is None else stopped


def skip_envelope(raw: bytes) -> int:
    """Where the headers begin: after a byte order mark, blank lines, and the mbox lines "From " or ">From "."""
    position = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while position < len(raw) and raw[position] in b"\r\n":
        position += 1
    while raw.startswith((b"From ", b">From "), position):
        line = _LINE_END.search(raw, position)
        if line is None:
            return position
        position = line.end()
    return position


def _lines(raw: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each line, `MAX_HEADER_LINES` at most."""
    lines: list[tuple[int, int]] = []
    position = start
    for match in _LINE_END.finditer(raw, start, end):
        lines.append((position, match.start()))
        position = match.end()
        if len(lines) == limits.MAX_HEADER_LINES:
            return lines
    if position < end:
        lines.append((position, end))
    return lines


def _fields(raw: bytes, lines: list[tuple[int, int]], shortfalls: limits.Shortfalls) -> tuple[list[tuple[str, bytes]], int | None]:
    """The fields, and where the body begins when the block runs into it without a blank line."""
    fields: list[tuple[str, list[bytes]]] = []
    last_known = max((index for index, (a, b) in enumerate(lines) if _WELL_KNOWN.match(raw, a, b)), default=-1)
    stopped = None
    for index, (a, b) in enumerate(lines):
        match = _FIELD.match(raw, a, b)
        if match and raw[a] not in b" \t":
            if len(fields) == limits.MAX_HEADERS:
                shortfalls.add(limits.TOO_MANY_HEADERS)
                break
            fields.append((match[1].decode("ascii"), [raw[match.end() : b]]))
        elif fields and raw.startswith(b"--", a, b) and index + 1 < len(lines) and _CONTENT.match(raw, *lines[index + 1]):
            stopped = a  # the first boundary, below a blank line that is not empty
            break
        elif (raw[a : a + 1] in (b" ", b"\t") and fields) or index < last_known:
            if fields:
                fields[-1][1].append(raw[a:b])
        else:
            stopped = a
            break
    return [(name, _joined(parts, shortfalls)) for name, parts in fields], stopped


def _joined(parts: list[bytes], shortfalls: limits.Shortfalls) -> bytes:
    value = b"\n".join(parts)
    if len(value) > limits.MAX_HEADER_BYTES:
        shortfalls.add(limits.HEADER_TOO_LONG)
        value = value[: limits.MAX_HEADER_BYTES]
    return value.strip(b" \t\n")


def _text(value: bytes, hint: str) -> str:
    if value.isascii() and (text := value.decode("ascii")).isprintable():
        return text  # most headers: nothing to decode, clean or unfold
    return _unfold(charset.decode(value, "", hint))


def _unfold(value: str) -> str:
    """Folding removed: the line break goes, the white space after it stays (RFC 5322, 2.2.3); none stays lost."""
    lines = value.split("\n")
    return "".join(line if not index or line[:1] in _WHITE else " " + line for index, line in enumerate(lines))


def _one_line(value: str) -> str:
    return " ".join(value.split())
