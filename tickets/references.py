"""``suport#310``: what people call a ticket. A reference finds a ticket; it does not prove who writes."""

import re

from foundation.digits import digits_of

# More digits are no number that a row could have.
MOST_DIGITS = 18
# Mail programs and people put spaces and direction isolates around the mark; "mysuport#1" and nineteen digits are no reference.
_IN_SUBJECT = re.compile(rf"(?<![\w])suport[\s\u2066-\u2069]{{0,3}}#[\s]{{0,3}}(\d{{1,{MOST_DIGITS}}})(?!\d)", re.IGNORECASE)
# "suport#310", "suport 310", "#310", "310", "Ticket de suport 310": the number with nothing but our own words before it.
_ALONE = re.compile(r"(?:t[ií](?:ck|qu)et )?(?:de )?(?:suport ?)?#? ?\d+", re.IGNORECASE)
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
    plain = " ".join(text.translate(_ISOLATES).split())
    return number_in(plain) if _ALONE.fullmatch(plain) else None


def number_in_subject(subject: str) -> int | None:
    """Return the number of the first whole reference among other words; ``None`` when there is none. A bare ``#310`` is not one."""
    found = _IN_SUBJECT.search(subject)
    return int(found[1]) if found else None
