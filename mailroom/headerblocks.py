"""The header block of an earlier mail written out in plain text, the lines "Original message" and "Forwarded message", and rules.

Every test looks at a few lines of bounded length and at words of `headerphrases`, never at the whole mail.
"""

import re
from functools import lru_cache

from mailroom import headerphrases
from mailroom.wording import DECORATION, LONGEST_LINE, bare

_LONGEST_MARK = 120
_MOST_LINES = 12
_WEDGES = 2
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_TIME = re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?!\d)")
_DASHES = re.compile(r"[-‐_=—–*─+#]{2,}")
_RULE = re.compile(r"[-‐_=—–─]{3,}|\*{5,}")
_LABEL = re.compile(r"([^:：\d]{1,24})[:：]")
_FURTHER_LABEL = re.compile(r"\s([^\s:：\d]{2,20}) ?[:：]\s")
_COLONS = (":", "：", ":>", "> :")
_KINDS = {label: kind for kind, labels in headerphrases.LABELS.items() for label in labels}


def is_original_mark(line: str) -> bool:
    """A line that says "Original message" between dashes, or asks to write above it."""
    text = bare(line)
    if not text or len(text) > _LONGEST_MARK:
        return False
    if any(phrase in text for phrase in headerphrases.REPLY_ABOVE):
        return True
    return bool(_DASHES.match(text)) and text.strip("-‐_=—–*─+# :[").startswith(headerphrases.ORIGINAL)


def is_forward_mark(line: str) -> bool:
    """A line that says "Forwarded message", between dashes or with a colon."""
    text = bare(line)
    if len(text) > _LONGEST_MARK:
        return False
    framed = bool(_DASHES.match(text)) or text.endswith(_COLONS)
    return framed and text.strip("-‐_=—–*─ :：").startswith(headerphrases.FORWARDED)


def is_wedge_mark(line: str) -> bool:
    """A line that names author and time between wedges, and no line below it has any (GroupWise)."""
    text = line[:LONGEST_LINE].strip()
    return (
        text.startswith(">>> ")
        and text.endswith(" >>>")
        and bool(_ADDRESS.search(text) or _TIME.search(text))
        and text.count(">>>") == _WEDGES
    )


def is_rule(line: str) -> bool:
    """A line of dashes or underscores, as Outlook draws above its header block."""
    return bool(_RULE.fullmatch(line[:LONGEST_LINE].strip()))


def is_unframed_mark(line: str) -> bool:
    """A line that says "Original message" and nothing else: it counts only above a header block."""
    text = bare(line)
    return len(text) <= _LONGEST_MARK and text.strip(" :[]") in headerphrases.ORIGINAL


def label_kind(line: str) -> str:
    """Which header a line such as "Sent: Monday" names: from, sent, to, cc, subject, other or ''."""
    return "" if ":" not in line[:60] and "：" not in line[:60] else _named(line[:LONGEST_LINE])


@lru_cache(maxsize=1_024)  # every line is asked again for each of the lines above it
def _named(line: str) -> str:
    text = bare(line)
    match = _LABEL.match(text.replace("*", ""))
    return _KINDS.get(match[1].strip(), "") if match else ""


def is_header_block(lines: list[str], start: int, *, ruled: bool = False) -> bool:
    """Whether the headers of an earlier mail are written out from `start`.

    Three kinds of label are enough when a date is among them, or two when one names an address and the other a time of
    day. Below a rule (`ruled`) the sender's address alone is.
    """
    first = label_kind(lines[start])
    if first not in ("from", "sent", "to", "subject"):
        return False
    block = [lines[start], *_labelled(lines, start)]
    kinds = {kind for line in block for kind in _kinds(line)}
    if ruled and first == "from" and (len(kinds) > 1 or _ADDRESS.search(lines[start][:LONGEST_LINE])):
        return True
    addressed = any(label_kind(line) in ("from", "to") and _ADDRESS.search(line[:LONGEST_LINE]) for line in block)
    timed = any(label_kind(line) == "sent" and _TIME.search(line[:LONGEST_LINE]) for line in block)
    if ruled and first == "to" and addressed and len(kinds) > 1:
        return True
    if len(kinds) == 2:
        return addressed and timed
    named = "subject" in kinds or addressed
    return len(kinds) >= 3 and named and "sent" in kinds


def _kinds(line: str) -> set[str]:
    """The kinds of the labels on a line; some programs put two headers on one."""
    text = bare(line).replace("*", "")
    further = {_KINDS.get(match[1], "") for match in _FURTHER_LABEL.finditer(text)}
    return ({label_kind(line)} | (further & {"to", "subject", "sent"})) - {"", "other"}


def _labelled(lines: list[str], start: int) -> list[str]:
    """The lines below that carry labels, over wrapped values and single blank lines."""
    found: list[str] = []
    strangers = blanks = 0
    for line in lines[start + 1 : start + _MOST_LINES]:
        if label_kind(line):
            found.append(line)
            blanks = strangers = 0
        elif not line.strip(DECORATION):
            blanks += 1
        elif line[:1] not in " \t>" and not _ADDRESS.search(line[:LONGEST_LINE]):
            strangers += 1
        if blanks > 1 or strangers > 1:
            break
    return found
