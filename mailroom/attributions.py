"""Where history begins in plain text: attribution lines, header blocks, "Original message" lines, forward marks.

Every test looks at a few lines of bounded length and at words of `phrases`, never at the whole mail.
"""

import re
from dataclasses import dataclass

from mailroom import phrases
from mailroom.wording import holds

_LONGEST_LINE = 400
_MOST_LINES = 5
_DECORATION = " \t>*_|\xa0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Only asked whether there is one: the letters beside the sign are enough, and cost no more than the line is long.
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_TIME_OR_YEAR = re.compile(r"(?<!\d)(?:[0-2]?\d[:.h][0-5]\d|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)|\d年")
_ISO_DATE = re.compile(r"(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4})\D")
_DASHES = re.compile(r"[-_=—–*─]{2,}")
_RULE = re.compile(r"[-_=—–─]{5,}")
_LABEL = re.compile(r"([^:：\d]{1,24})[:：]")
_COLONS = (":", "：", ":>", "> :")
_OPENINGS = tuple(sorted({opening for openings, _ in phrases.ATTRIBUTIONS.values() for opening in openings}))
_WEAK_OPENINGS = ("at ", "a ", "la ", "in ", "an ", "o ")
_KINDS = {label: kind for kind, labels in phrases.LABELS.items() for label in labels}


def bare(line: str) -> str:
    """A line in lower case without quote marks, bold marks and direction marks around it."""
    return line[:_LONGEST_LINE].strip(_DECORATION).replace("\xa0", " ").casefold()


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution of `length` lines. One that is not `certain` counts only with quote marks right below it."""

    length: int
    certain: bool


def attribution(lines: list[str], start: int) -> Attribution | None:
    """The attribution that begins on line `start`; mail programs wrap it over up to `_MOST_LINES` lines."""
    first = bare(lines[start])
    if not first or not _may_open(first):
        return None
    doubtful = None
    joined = ""
    for count, line in enumerate(lines[start : start + _MOST_LINES], start=1):
        text = bare(line)
        joined = f"{joined} {text}".strip()
        if not text or len(joined) > _LONGEST_LINE:
            break
        certainty = _certainty(joined)
        if certainty is not None and _begins_later(lines, start, count):
            return None
        if certainty:
            return Attribution(count, certain=True)
        if certainty is not None and doubtful is None:
            doubtful = Attribution(count, certain=False)
    return doubtful


def _begins_later(lines: list[str], start: int, count: int) -> bool:
    """Whether the lines after `start` are an attribution by themselves: then the first is the sender's own."""
    for skip in range(1, count):
        rest = [bare(line) for line in lines[start + skip : start + count]]
        opens = rest[0].startswith(_OPENINGS) or bool(_ISO_DATE.match(rest[0]))
        if opens and not rest[0].startswith(_WEAK_OPENINGS) and _certainty(" ".join(rest)) is not None:
            return True
    return False


def _may_open(first: str) -> bool:
    return (
        first.strip("-— ").startswith(_OPENINGS) or "@" in first or "写道" in first or "寫道" in first or bool(_TIME_OR_YEAR.search(first))
    )


def _certainty(text: str) -> bool | None:
    """True for what is surely an attribution, False for what may be one, None for anything else."""
    words = text.strip("-—–_=:：> ")
    dated = bool(_TIME_OR_YEAR.search(text))
    addressed = bool(_ADDRESS.search(text))
    if not (dated or addressed):
        return None
    ended = text.rstrip("-—_= ").endswith((*_COLONS, "写道", "寫道")) or (text[0] == text[-1] == "-")
    begun = _opens_and_says(words)
    if ended and (begun or (dated and words.endswith(phrases.CLOSING_VERBS))):
        return True
    if ended and addressed and (any(holds(words, verb) for verb in phrases.CLOSING_VERBS) or (dated and _address_last(text))):
        return True
    if dated and ((begun and words.endswith(phrases.CLOSING_VERBS)) or (addressed and _ISO_DATE.match(text) and text.endswith(">"))):
        return False
    return None


def _opens_and_says(words: str) -> bool:
    """Whether it opens and has a verb in one and the same language."""
    if not words.startswith(_OPENINGS):
        return False
    return any(
        words.startswith(openings) and any(holds(words, verb) for verb in verbs) for openings, verbs in phrases.ATTRIBUTIONS.values()
    )


def _address_last(text: str) -> bool:
    return text.endswith((">:", ">：")) or bool(_ISO_DATE.match(text))


def is_original_mark(line: str) -> bool:
    """A line that says "Original message" between dashes, or asks to write above it."""
    text = bare(line)
    if len(text) > 120:
        return False
    if any(phrase in text for phrase in phrases.REPLY_ABOVE):
        return True
    return bool(_DASHES.match(text)) and text.strip("-_=—–*─ :").startswith(phrases.ORIGINAL)


def is_forward_mark(line: str) -> bool:
    """A line that says "Forwarded message", between dashes or with a colon."""
    text = bare(line)
    if len(text) > 120:
        return False
    framed = bool(_DASHES.match(text)) or text.endswith(_COLONS)
    return framed and text.strip("-_=—–*─ :：").startswith(phrases.FORWARDED)


def is_rule(line: str) -> bool:
    """A line of dashes or underscores, as Outlook draws above its header block."""
    text = line[:_LONGEST_LINE].strip()
    return bool(_RULE.fullmatch(text))


def label_kind(line: str) -> str:
    """Which header a line such as "Sent: Monday" names: from, sent, to, cc, subject, other or ''."""
    text = bare(line)
    match = _LABEL.match(text.replace("*", ""))
    return _KINDS.get(match[1].strip(), "") if match else ""


def is_header_block(lines: list[str], start: int, *, ruled: bool = False) -> bool:
    """Whether the headers of an earlier mail are written out from `start`: three kinds of label are enough.

    Below a rule (`ruled`) its sender's address alone is.
    """
    first = label_kind(lines[start])
    if first not in ("from", "sent", "to", "subject"):
        return False
    kinds = _labels_below(lines, start) | {first}
    if ruled and first == "from" and (len(kinds) > 1 or _ADDRESS.search(lines[start][:_LONGEST_LINE])):
        return True
    named = "subject" in kinds or bool(_ADDRESS.search(lines[start][:_LONGEST_LINE]))
    return len(kinds) >= 3 and named and ("from" in kinds or {"sent", "to", "subject"} <= kinds)


def _labels_below(lines: list[str], start: int) -> set[str]:
    """The kinds of label on the lines right below, over wrapped values and single blank lines."""
    kinds: set[str] = set()
    strangers = blanks = 0
    for line in lines[start + 1 : start + 12]:
        kind = label_kind(line)
        if kind:
            kinds.add(kind)
            blanks = strangers = 0
        elif not line.strip(_DECORATION):
            blanks += 1
        elif line[:1] not in " \t>" and not _ADDRESS.search(line[:_LONGEST_LINE]):
            strangers += 1
        if blanks > 1 or strangers > 1:
            break
    return kinds - {"other"}
