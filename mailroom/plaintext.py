"""Plain text bodies: format=flowed put back into paragraphs (RFC 3676), uuencoded files taken out."""

import re

from mailroom import transfer

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,200})")
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
        if open_depth == depth and not is_signature:
            paragraphs[-1].append(shown)
        else:
            paragraphs.append([f"{'>' * depth} {shown}" if depth else shown])
        open_depth = depth if flows else -1
    return "\n".join("".join(paragraph) for paragraph in paragraphs)


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
