"""What stands below new text and is no message: signatures, how to reach the sender, advertisements of programs, legal notices.

A closing and the name under it stay. Doubtful lines stay too: words of the message must not be hidden.
"""

import re

from mailroom import signaturephrases as phrases
from mailroom.headerblocks import is_rule
from mailroom.links import without_targets
from mailroom.wording import bare, opens_with

_MAX_LINES = 25
_MAX_BARE_LINES = 10
_MAX_MOBILE_LINE = 120
_LOOK_BACK = 6
_MAX_ROUNDS = 6
_MAX_NOTICE_LINES = 60
_MIN_LEGAL = 100
_MAX_CARD_LINES = 14
_LONGEST_CARD_LINE = 100
_LONGEST_CLOSING = 60
_MIN_SMALL_WORDS = 4
_MAX_BANNER_START = 4
_MAX_BANNER_LINES = 6
# The opening bracket is left out where they are looked for.
_BANNERS = tuple(phrase.lstrip("[*") for phrase in phrases.BANNERS)
_RULE = re.compile(r"[-_=*~—]{2,80}")
_LIST_FOOTER = re.compile(r"_{30,80}")
_DELIMITERS = ("--", "—", "-- \\", "--·", "– –", "––", "_\\_")
# From the line it opens with to the one it ends with.
_ARMOUR = {"-----BEGIN PGP SIGNED MESSAGE-----": "", "-----BEGIN PGP SIGNATURE-----": "-----END PGP SIGNATURE-----"}
_REACHED = re.compile(r"\+?\(?\d(?:[ \xa0().\/-]{0,3}\d){8}|[^\s<>@]@[^\s<>@]|https?://|\bwww\.|\[cid:")
_TRIMMED = " \t,.;:!¡…*_-–—/"


def first_line(lines: list[str]) -> int:
    """Where the signature of a stretch of new text begins; `len(lines)` when it has none."""
    end = _last(lines, len(lines))
    cut = len(lines)
    for _ in range(_MAX_ROUNDS):
        found = [place for place in (look(lines, end) for look in (_delimiter, _mobile, _notice, _card)) if place is not None]
        if not found:
            break
        cut = min(found)
        end = _last(lines, cut)
    return cut


def banner(lines: list[str]) -> int:
    """How many lines the warning takes that a mail server has put above a mail from outside; 0 when there is none."""
    first = next((number for number, line in enumerate(lines[:_MAX_BANNER_START]) if line.strip(" -_*=|")), 0)
    if not lines or not bare(lines[first]).lstrip("⚠️ -_=[(").startswith(_BANNERS):
        return 0
    end = next((number for number in range(first, min(len(lines), first + _MAX_BANNER_LINES)) if not lines[number].strip()), 0)
    return end + 1 if end < len(lines) and is_rule(lines[end]) else end


def armour(lines: list[str]) -> set[int]:
    """The lines that OpenPGP puts around signed text (RFC 9580, 7): they are no words of the sender."""
    found: set[int] = set()
    last: str | None = None
    for number, line in enumerate(lines):
        text = line.strip()
        if last is not None:
            found.add(number)
            last = None if text == last else last
        elif text in _ARMOUR:
            found.add(number)
            last = _ARMOUR[text]
    return found if last is None else set()


def is_mobile_signature(line: str) -> bool:
    """A line such as "Sent from my iPhone", in the languages of `signaturephrases`."""
    text = bare(without_targets(line)).lstrip("[(<-–— ")
    if (
        len(text) > _MAX_MOBILE_LINE
        or text.endswith(("?", ":"))
        or not phrases.TELLING_WORDS.isdisjoint(text.replace(".", " ").replace(",", " ").split())
    ):
        return False
    if opens_with(text, phrases.MOBILE_SIGNATURES):
        return True
    return bool(opens_with(text, phrases.SENT_WITH)) and any(word in text for word in phrases.PROGRAMS_AND_DEVICES)


def _last(lines: list[str], end: int) -> int:
    """`end` without the blank lines before it."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _delimiter(lines: list[str], end: int) -> int | None:
    """The "-- " line (RFC 3676, 4.3), one that has lost its space, or the rule of a mailing list's footer."""
    for number in range(max(0, end - _MAX_LINES - 1), end):
        line = lines[number]
        if line in ("-- ", "--\xa0", "- -- "):
            return number
        if line[:1].strip() and line.strip() in _DELIMITERS and end - number <= _MAX_BARE_LINES and not _has_sentences(lines[number:end]):
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
            above = _last(lines, number) - 1
            return above if above >= 0 and _RULE.fullmatch(lines[above].strip()) else number
        seen += 1
        if seen == _LOOK_BACK or len(lines[number]) > _MAX_MOBILE_LINE:
            return None
    return None


def _notice(lines: list[str], end: int) -> int | None:
    """Where the legal notices and the stamps of virus scanners begin: the first of the last paragraphs that opens as they do."""
    found = None
    start = max(0, end - _MAX_NOTICE_LINES)
    for number in range(end - 1, start - 1, -1):
        begins = bool(lines[number].strip()) and (number == 0 or not lines[number - 1].strip() or is_rule(lines[number - 1]))
        if begins and _is_notice(lines, number, end):
            found = number - 1 if number and is_rule(lines[number - 1]) else number
    return found


def _is_notice(lines: list[str], number: int, end: int) -> bool:
    text = bare(lines[number]).lstrip("*[(<_-–—#\"'«“ ")
    if text.startswith(phrases.NOTICES):
        opening = opens_with(text, phrases.NOTICES)
        return bool(opening) and not text.rstrip().endswith("?")
    if not opens_with(text, phrases.LEGAL_OPENINGS):
        return False
    length = 0
    for line in lines[number:end]:
        length += len(line.strip())
        if not line.strip() or length >= _MIN_LEGAL:
            break
    return length >= _MIN_LEGAL


def _card(lines: list[str], end: int) -> int | None:
    """Where the lines that say how to reach the sender begin: under the name below a closing, or at a rule."""
    for number in range(end - 1, max(-1, end - _MAX_CARD_LINES - 1), -1):
        if len(lines[number]) > _LONGEST_CARD_LINE:
            return None
        if number < end - 1 and is_rule(lines[number]):
            apart = not number or not lines[number - 1].strip()
            return number if apart and _is_card(lines[number + 1 : end]) else None
        if _is_closing(lines[number]):
            name = next((n for n in range(number + 1, end) if lines[n].strip()), end)
            below = name if name < end and _REACHED.search(lines[name]) else name + 1
            return below if _is_card(lines[below:end]) else None
    return None


def _is_closing(line: str) -> bool:
    text = bare(line).strip(_TRIMMED)
    return len(text) <= _LONGEST_CLOSING and text in phrases.CLOSINGS


def _is_card(lines: list[str]) -> bool:
    """Short lines, one of them with a telephone number or an address, none of them a sentence."""
    filled = [line.strip() for line in lines if line.strip()]
    if any(bare(line).startswith(phrases.POSTSCRIPTS) or _is_sentence(line) for line in filled):
        return False
    return any(_REACHED.search(line) for line in filled)


def _has_sentences(lines: list[str]) -> bool:
    return any(len(line) > _LONGEST_CLOSING and _is_sentence(line) for line in lines)


def _is_sentence(line: str) -> bool:
    small = sum(word.isalpha() and word.islower() for word in line.replace(",", "").rstrip(".?!。؟？").split())
    return small >= (_MIN_SMALL_WORDS if line.endswith((".", "?", "!", "。", "؟", "？")) else 2 * _MIN_SMALL_WORDS)
