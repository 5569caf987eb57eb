"""Plain text bodies: format=flowed put back into paragraphs (RFC 3676), uuencoded and yEncoded files taken out."""

import re

from mailroom import transfer

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,200})")
_YENC_BEGIN = re.compile(
    rb"(?:\A|[\r\n])=ybegin [^\r\n]{0,200}? ?name=([^\r\n]{1,200})(?:\r\n|\r|\n)(?:=ypart [^\r\n]{0,200}(?:\r\n|\r|\n))?"
)
_YENC_END = re.compile(rb"(?:\r\n|\r|\n)=yend [^\r\n]{0,200}")
_MAX_EMBEDDED = 50


def unflowed(text: str, *, joins: bool) -> str:
    """Flowed lines joined into paragraphs, per level of quoting. `joins` is DelSp=yes: the joining space goes."""
    paragraphs: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        is_signature = content == "-- "
        flows = content.endswith(" ") and not is_signature
        shown = content[:-1] if flows and joins else content
        if open_depth == depth and content and not is_signature:
            paragraphs[-1].append(shown)
        else:
            paragraphs.append([f"{'>' * depth} {shown}" if depth else shown])
        open_depth = depth if flows else -1
    return "\n".join("".join(paragraph) for paragraph in paragraphs)


def unescaped_from(text: str) -> str:
    """Lines that begin with "From", without the mark that mailboxes in one file put before them; in a quote it is the quote's own."""
    if ">From " not in text:
        return text
    lines = ["", *text.split("\n"), ""]
    kept = [
        line[1:] if line.startswith(">From ") and not (before.startswith(">") or after.startswith(">")) else line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
    ]
    return "\n".join(kept)


def without_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its uuencoded files, and the files as (name, content). A block that is not sound stays text."""
    if "begin " not in text or "\nend" not in text:
        return text, []
    lines = text.split("\n")
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    tries = number = 0
    while number < len(lines):
        match = _BEGIN.fullmatch(lines[number].rstrip()) if tries < _MAX_EMBEDDED else None
        end = _end_of_block(lines, number) if match else 0
        content = transfer.uu_lines(lines[number + 1 : end]) if end else None
        tries += match is not None
        if match and content is not None:
            files.append((match[1], content))
            number = end + 1
        else:
            kept.append(lines[number])
            number += 1
    return "\n".join(kept), files


def _end_of_block(lines: list[str], begin: int) -> int:
    """The line of the "end" that closes the block, 0 when there is none."""
    for number in range(begin + 1, len(lines)):
        if lines[number].rstrip() == "end":
            return number
    return 0


def without_yencoded(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The undecoded text without its yEncoded files, and the files as (name, content). A block without its end stays text."""
    if b"=ybegin " not in data:
        return data, []
    kept: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    position = 0
    while len(files) < _MAX_EMBEDDED:
        begin = _YENC_BEGIN.search(data, position)
        end = _YENC_END.search(data, begin.end() - 1) if begin else None
        if not begin or not end:
            break
        kept.append(data[position : begin.start()])
        files.append((begin[1].strip(), transfer.yenc(data[begin.end() : end.start()])))
        position = end.end()
    return b"".join([*kept, data[position:]]), files
