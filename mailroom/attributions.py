"""Attribution lines ("On … Ana wrote:") in plain text.

Evidence is weighed: how the line opens, a verb, a date, an address, and how it ends. Every test looks at a few lines of
bounded length and at words of `attributionphrases`, never at the whole mail.
"""

import re
from dataclasses import dataclass

from mailroom import attributionphrases as phrases
from mailroom.wording import LONGEST_LINE, bare, holds

_MOST_LINES = 5
# Only asked whether there is one: the letters beside the sign are enough, and cost no more than the line is long.
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_PLACED_ADDRESS = re.compile(r"[<(\[] ?(?:mailto:)?[^\s<>@()\[\]]{1,100}@")
_TIME_OR_YEAR = re.compile(r"(?<!\d)(?:[0-2]?\d[:.h][0-5]\d|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)|\d[年년]")
_DATE_FIRST = re.compile(
    r"(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4}|\d\d?\.? [^\W\d]|[^\W\d]{3,9}\.? \d\d?,|\d\d?:\d\d|\d{4}[年년])\D"
)
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)|\d[年년]")
_NUMBER_SOON = re.compile(r" ?(?:[^\W\d][^\s\d]{0,11}[ ,]{1,2}){0,2}[^\w\s]?\d")
_ADDRESS_LAST = re.compile(r"@[^\s@]{1,200}>?[)\]]? ?[:：]$")
_DATE_LAST = re.compile(r"\d[\d\s:.,/+apmgtuczesh-]{0,25}[)\]]*[:：]$")
_WORD_START = re.compile(r"\s(?=[^\W\d])")
_COLON_WITHIN = re.compile(r"[:：]\s")
_COLONS = (":", "：", ":>", "> :")
_SAID = ("写道", "寫道")
_MARKS = "-—–_=:：> "
_OPENINGS = tuple(sorted({opening for openings, _ in phrases.ATTRIBUTIONS.values() for opening in openings}))
_STARTS = (*_OPENINGS, *phrases.QUOTING, *phrases.WEEKDAYS)
_OPEN_ENDS = ("<", "<mailto:", "(", ":", "：", *_SAID)
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution of `length` lines. One that is not `certain` counts only with quote marks right below it."""

    length: int
    certain: bool


def attribution(lines: list[str], start: int) -> Attribution | None:
    """The attribution that begins on line `start`; mail programs wrap it over up to `_MOST_LINES` lines."""
    if not _may_open(lines[start]):
        return None
    doubtful = None
    texts: list[str] = []
    length = 0
    for line in lines[start : start + _MOST_LINES]:
        text = bare(line)
        length += len(text) + 1
        if not text or length > LONGEST_LINE:
            break
        texts.append(text)
        joined = " ".join(texts)
        certainty = _certainty(joined)
        if not certainty and _runs_on(joined):
            certainty = True
        if certainty is None:
            continue
        if _begins_later(texts):
            return None
        if certainty:
            return Attribution(len(texts), certain=True)
        doubtful = doubtful or Attribution(len(texts), certain=False)
    return doubtful


def begins_within(line: str) -> int:
    """Where a certain attribution begins that shares its line with the words before it; 0 when there is none."""
    text = line.rstrip()
    whole = bare(text)
    if len(text) > LONGEST_LINE or not text.endswith((*_COLONS, *_SAID)) or whole.startswith(_STARTS) or _opens_dated(whole):
        return 0
    for match in _WORD_START.finditer(text):
        rest = bare(text[match.end() :])
        if rest.startswith(_OPENINGS) and _opens_dated(rest) and _DATE.search(rest) and _ADDRESS.search(rest) and _certainty(rest):
            return match.end() if any(map(str.isalpha, text[: match.start()])) else 0
    return 0


def _may_open(line: str) -> bool:
    """A quick look, since every line of a mail is asked."""
    text = bare(line)
    if not text:
        return False
    return (
        "@" in text
        or text.endswith(_OPEN_ENDS)
        or (text[0] in "-—" and text[-1] in "-—")
        or text.endswith(phrases.CLOSING_VERBS)
        or (text.lstrip("-—* ").startswith(_STARTS) and (any(map(str.isdigit, text)) or bool(_verb(text))))
        or bool(_TIME_OR_YEAR.search(text))
        or text.startswith(phrases.QUOTING)
    )


def _begins_later(texts: list[str]) -> bool:
    """Whether the lines after the first are an attribution by themselves: then the first is the sender's own."""
    first_addressed = bool(_ADDRESS.search(texts[0]))
    first_opens = _opens_dated(texts[0]) or texts[0].endswith(_OPEN_ENDS[:3])
    for skip in range(1, len(texts)):
        later = texts[skip]
        rest = " ".join(texts[skip:])
        if later[0] == "<" or (first_addressed and not _ADDRESS.search(rest)) or (first_opens and not _DATE.search(rest)):
            continue
        opens_by_word = later.startswith(_OPENINGS) and _opens_dated(later)
        opens_by_date = not first_opens and bool(_DATE_FIRST.match(later) or later.startswith(phrases.WEEKDAYS))
        opens_by_address = not first_opens and not first_addressed and bool(_PLACED_ADDRESS.search(later))
        if (opens_by_word or opens_by_date or opens_by_address) and _certainty(rest) is not None:
            return True
    return False


def _opens_dated(text: str) -> bool:
    """Whether it opens as attributions do, with a date after the opening word, or with a date itself."""
    text = text.lstrip("-—* ")
    if _DATE_FIRST.match(text) or text.startswith(phrases.WEEKDAYS):
        return True
    opening = max((len(opening) for opening in _OPENINGS if text.startswith(opening)), default=0)
    after = text[opening:]
    return opening > 0 and (after.startswith(phrases.WEEKDAYS) or bool(_NUMBER_SOON.match(after)))


def _certainty(text: str) -> bool | None:
    """True for what is surely an attribution, False for what may be one, None for anything else."""
    words = text.strip(_MARKS)
    verb = _verb(words)
    ended = text.rstrip("-—_= ").endswith((*_COLONS, *_SAID))
    framed = text[0] in "-—" and text[-1] in "-—"
    dated = bool(_TIME_OR_YEAR.search(text))
    addressed = bool(_ADDRESS.search(text))
    if framed and verb and words.endswith(phrases.CLOSING_VERBS):
        return True
    if words.startswith(phrases.QUOTING):
        return True if ended and addressed else (False if ended or (dated and len(text) < 80) else None)
    if verb and _tells(words, verb):
        return None
    if not (dated or addressed):
        return False if ended and verb and len(text) < 80 and words.endswith(phrases.CLOSING_VERBS) else None
    if ended and _is_told(text, words, verb, dated=dated, addressed=addressed):
        return True
    placed = addressed and bool(_PLACED_ADDRESS.search(text))
    closes = words.endswith(phrases.CLOSING_VERBS)
    if dated and placed and closes and _opens_dated(text):
        return True
    if dated and ((closes and verb) or (addressed and (ended or _DATE_FIRST.match(text)))):
        return False
    return False if ended and verb and (addressed or len(text) < 80) else None


def _runs_on(text: str) -> bool:
    """Whether an attribution with date and address opens the line, and the history begins right behind it (Yahoo's telephones)."""
    if not _PLACED_ADDRESS.search(text) or not _opens_dated(text):
        return False
    ends = [match.start() for match in _COLON_WITHIN.finditer(text)]
    return any(text[text.rfind(">", 0, end) + 1 : end].strip() in phrases.CLOSING_VERBS and _certainty(text[: end + 1]) for end in ends)


def _is_told(text: str, words: str, verb: str, *, dated: bool, addressed: bool) -> bool:
    """Whether an ended line with a date or an address has the form of an attribution."""
    closes = words.endswith(phrases.CLOSING_VERBS)
    if addressed:
        placed, last = bool(_PLACED_ADDRESS.search(text)), bool(_ADDRESS_LAST.search(text))
        if verb and (placed or last or closes):
            return True
        if dated and ((_DATE_FIRST.match(text) and (placed or last)) or (placed and (last or _DATE_LAST.search(text)))):
            return True
    if not verb or not dated:
        return False
    before, _, after = words.partition(verb)
    begun = _opens_in_language(words)
    if begun and (closes or len(after.split()) <= _LONGEST_NAME):
        return True
    return closes or (bool(_DATE_LAST.search(text)) and len(before.split()) <= _LONGEST_NAME)


def _tells(words: str, verb: str) -> bool:
    """Whether a pronoun beside the verb shows that the sender tells of somebody."""
    before, _, after = words.partition(verb)
    last, following = before.replace("'", "' ").split()[-1:], after.split()[:1]
    return not phrases.PRONOUNS.isdisjoint(last) or not phrases.PRONOUNS_AFTER.isdisjoint(following)


def _verb(words: str) -> str:
    """The longest verb phrase of any language that stands in the line as whole words, or ''."""
    found = [verb for verb in phrases.CLOSING_VERBS if verb in words]
    return max((verb for verb in found if holds(words, verb)), key=len, default="")


def _opens_in_language(words: str) -> bool:
    """Whether it opens and has a verb in one and the same language."""
    if not words.startswith(_OPENINGS):
        return False
    return any(
        words.startswith(openings) and any(holds(words, verb) for verb in verbs)
        for openings, verbs in phrases.ATTRIBUTIONS.values()
        if openings
    )
