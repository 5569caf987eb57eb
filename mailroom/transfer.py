"""Content-Transfer-Encoding undone (RFC 2045, 6), leniently: what cannot be decoded stays as it is."""

import binascii
import re

_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_YENC = bytes((byte - 42) % 256 for byte in range(256))
_PADDING = re.compile(rb"=+")
_FOOTER = re.compile(rb"[\r\n][ \t]*+(?:[_=*-]{5}|[^\r\n]{1,200}?\w [^\r\n])")
_MAX_WITH_FOOTER = 1_000_000
# Some programs pad every line. Nobody pads every letter but to keep a reader busy.
_MAX_PADDINGS = 500_000
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n|\r)")
_LONE_RETURN = re.compile(rb"=\r(?!\n)")
_UU_BEGIN = re.compile(rb"(?:^|[\r\n])begin [0-7]{3,4} [^\r\n]{1,300}[\r\n]+")
_UU_NAMES = {"x-uuencode", "uuencode", "x-uue", "uue"}


def decode(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """The content of a part, and whether all of it could be decoded. `encoding` is the header's value."""
    name = encoding.partition(";")[0].partition("(")[0].strip().strip("\"'").lower()
    if name == "base64":
        return _from_base64(data)
    if name in ("quoted-printable", "quotedprintable", "quoted printable"):
        return _from_quoted_printable(data), True
    if name in _UU_NAMES:
        match = _UU_BEGIN.search(data)
        return (_from_uu(data[match.end() :]), True) if match else (data, False)
    return data, True


def uu_lines(lines: list[str]) -> bytes | None:
    """The bytes of uuencoded lines (without begin and end), or None when one of them is not uuencoded."""
    try:
        return b"".join(binascii.a2b_uu(line) for line in lines if line.strip())
    except (ValueError, binascii.Error):
        return None


def yenc(data: bytes) -> bytes:
    """The bytes of yEncoded lines (without those of =ybegin and =yend)."""
    first, *escaped = data.translate(None, b"\r\n").split(b"=")
    return first.translate(_YENC) + b"".join(bytes([(part[0] - 106) % 256]) + part[1:].translate(_YENC) for part in escaped if part)


def _from_base64(data: bytes) -> tuple[bytes, bool]:
    if _reads_as_text(data):
        return data, False
    footer = _FOOTER.search(data, 4) if len(data) < _MAX_WITH_FOOTER else None
    if footer:
        content, _ = _from_base64(data[: footer.start()])
        return content + data[footer.start() :], True
    padding = data.find(b"=")
    if padding < 0 or padding > len(data) - 8:
        try:
            return binascii.a2b_base64(data), True  # the common case, without a second copy of a large file
        except binascii.Error:
            pass
    *runs, rest = _PADDING.split(data.translate(None, _NOT_BASE64), _MAX_PADDINGS)
    return b"".join(_from_letters(run) for run in (*runs, rest.replace(b"=", b""))), True


def _from_letters(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _reads_as_text(data: bytes) -> bool:
    """Words with spaces between them are not base64, whatever the header says."""
    lines = [line.strip() for line in data[:4_096].splitlines() if line.strip()]
    spaced = sum(b" " in line for line in lines)
    return spaced * 2 > len(lines) or (spaced * 2 == len(lines) > 0 and b" " in lines[0])


def _from_quoted_printable(data: bytes) -> bytes:
    if b"=\r" in data:
        data = _LONE_RETURN.sub(b"=\n", data)
    if b"= " in data or b"=\t" in data:
        data = _SOFT_BREAK.sub(b"=", data)
    return binascii.a2b_qp(data)


def _from_uu(data: bytes) -> bytes:
    content: list[bytes] = []
    for line in data.splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            content.append(binascii.a2b_uu(line))
        except (ValueError, binascii.Error):
            length = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders leave rubbish after the last group
            content.append(_uu_cut(line[: length + 1]))
    return b"".join(content)


def _uu_cut(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except (ValueError, binascii.Error):
        return b""
