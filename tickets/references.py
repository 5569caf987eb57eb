"""``suport#310``: what people call a ticket. A reference finds a ticket; it does not prove who writes."""

import re
from collections.abc import Iterator

from foundation.digits import digits_of

# More digits are no number that a row could have.
MOST_DIGITS = 18
# Mail programs and people put spaces and direction isolates around the mark; "mysuport#1" and nineteen digits are no reference.
_IN_SUBJECT = re.compile(rf"(?<![\w])suport[\s\u2066-\u2069]{{0,3}}#[\s]{{0,3}}(\d{{1,{MOST_DIGITS}}})(?!\d)", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    rf"\s*\[[\s\u2066-\u2069]{{0,3}}suport\s{{0,3}}#\s{{0,3}}\d{{1,{MOST_DIGITS}}}[\s\u2066-\u2069]{{0,3}}\]\s*", re.IGNORECASE
)
# "suport#310", "suport 310", "#310", "310", "Ticket de suport 310": the number with nothing but our own words before it.
_ALONE = re.compile(r"(?:t[ií](?:ck|qu)et )?(?:de )?(?:suport ?)?#? ?\d+", re.IGNORECASE)
# Among other words: with its mark, or as people say it. "suport 24 hores" is no reference.
_SAID = re.compile(
    rf"(?<![\w/#])(?:suport[\s\u2066-\u2069]{{0,3}}#|t[ií](?:ck|qu)et\s(?:de\s)?suport[\s\u2066-\u2069]{{1,3}}#?)\s{{0,3}}"
    rf"(\d{{1,{MOST_DIGITS}}})(?![\d\w])",
    re.IGNORECASE,
)
# A word of another system before a number: "ajuda#310", "[desk.example.org #4711]".
_ELSEWHERE = re.compile(rf"(?<![\w.-])([^\W\d_][\w.-]{{0,39}})[\s\u2066-\u2069]{{0,3}}#\s{{0,3}}(\d{{1,{MOST_DIGITS}}})(?!\d)")
# The same among other words, but not within the address of a page.
_SAID_ELSEWHERE = re.compile(rf"(?<![\w.#/-])([^\W\d_][\w.-]{{0,39}})[\s\u2066-\u2069]{{0,3}}#\s{{0,3}}(\d{{1,{MOST_DIGITS}}})(?![\d\w])")
_MOST_ELSEWHERE = 10
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def reference(number: int) -> str:
    """Return what people call the ticket with this number."""
    return f"suport#{number}"


def number_in(text: str) -> int | None:
    """Return the number in a reference as somebody typed it (``suport #310``, ``#310``, ``310``); ``None`` when there is none."""
    digits = digits_of(text)
    return int(digits) if 1 <= len(digits) <= MOST_DIGITS else None


def number_alone(text: str) -> int | None:
    """Return the number when ``text`` is a reference and nothing else, in any spelling; ``None`` for all other texts."""
    plain = " ".join(text.translate(_ISOLATES).split()).strip("[](){}.,;: ")
    return number_in(plain) if _ALONE.fullmatch(plain) else None


def number_in_subject(subject: str) -> int | None:
    """Return the number of the first whole reference among other words; ``None`` when there is none. A bare ``#310`` is not one."""
    found = _IN_SUBJECT.search(subject)
    return int(found[1]) if found else None


def said_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each reference among other words, in its order: the number, and where it begins and ends in ``text``."""
    for found in _SAID.finditer(text):
        yield int(found[1]), found.start(), found.end()


def said_elsewhere(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield each word before a number that may be a reference of before: word, number, and where it begins and ends in ``text``."""
    for found in _SAID_ELSEWHERE.finditer(text):
        prefix = found[1].casefold()
        if prefix != "suport":
            yield prefix, int(found[2]), found.start(), found.end()


def without_marks(subject: str) -> str:
    """Return ``subject`` without the references that our own mails put into it in square brackets."""
    return _IN_BRACKETS.sub(" ", subject).strip()


def spelled_prefix(text: str) -> str:
    """Return the word before a number in the spelling that earlier references are kept under; empty when it cannot be one."""
    plain = text.strip().casefold().rstrip("#").strip()
    return plain if _ELSEWHERE.fullmatch(f"{plain}#1") else ""


def earlier_references(text: str) -> list[tuple[str, int]]:
    """Return what may be references of before in ``text``, each a word and a number, in their order; ten at most."""
    found = [(match[1].casefold(), int(match[2])) for match in _ELSEWHERE.finditer(text[:1_000])]
    return [one for one in dict.fromkeys(found) if one[0] != "suport"][:_MOST_ELSEWHERE]
