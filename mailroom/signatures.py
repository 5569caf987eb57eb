"""Signatures at the end of new text: after the "-- " line (RFC 3676, 4.3), and those of telephones and programs."""

import re

from mailroom import phrases
from mailroom.attributions import bare
from mailroom.wording import opens_with

_MAX_LINES = 25
_MAX_BARE_LINES = 10
_MAX_MOBILE_LINE = 120
_LOOK_BACK = 6
_RULE = re.compile(r"[-_=*~]{2,80}")
_LIST_FOOTER = re.compile(r"_{30,80}")


def first_line(lines: list[str]) -> int:
    """Where the signature of a stretch of new text begins; `len(lines)` when it has none."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    cut = _after_delimiter(lines, end)
    cut = cut if cut is not None else end
    mobile = _mobile(lines, cut)
    return mobile if mobile is not None else (cut if cut < end else len(lines))


def _after_delimiter(lines: list[str], end: int) -> int | None:
    for number in range(max(0, end - _MAX_LINES - 1), end):
        line = lines[number]
        if line in ("-- ", "--\xa0", "- -- "):
            return number
        if line.rstrip() in ("--", "—", "-- \\") and end - number <= _MAX_BARE_LINES:
            return number
        if _LIST_FOOTER.fullmatch(line.strip()) and any("mailing list" in text.casefold() for text in lines[number + 1 : number + 3]):
            return number
    return None


def _mobile(lines: list[str], end: int) -> int | None:
    """Where "Sent from my telephone" stands among the last lines, with the rule above it if there is one."""
    seen = 0
    for number in range(end - 1, -1, -1):
        if not lines[number].strip():
            continue
        if is_mobile_signature(lines[number]):
            above = number - 1
            while above > 0 and not lines[above].strip():
                above -= 1
            return above if above >= 0 and _RULE.fullmatch(lines[above].strip()) else number
        seen += 1
        if seen == _LOOK_BACK or len(lines[number]) > _MAX_MOBILE_LINE:
            return None
    return None


def is_mobile_signature(line: str) -> bool:
    """A line such as "Sent from my iPhone", in the languages of `phrases`."""
    text = bare(line).lstrip("[(<-–— ")
    if len(text) > _MAX_MOBILE_LINE or text.endswith(("?", ":")):
        return False
    if opens_with(text, phrases.MOBILE_SIGNATURES):
        return True
    return bool(opens_with(text, phrases.SENT_WITH)) and any(word in text for word in phrases.PROGRAMS_AND_DEVICES)
