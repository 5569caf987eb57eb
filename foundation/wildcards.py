"""Lines of plain words with gaps: ``*`` stands for anything, ``{problem}`` for what is to be kept.

No regular expressions: nobody can write a line that takes for ever, and everybody can read one. Case and the number of spaces do not
count. A line is compared with a whole text, and each gap takes as little as it can; so the time grows with the text times the words.
"""

import re
from dataclasses import dataclass

KEPT = "{problem}"
_GAP = re.compile(r"(\*|\{problem\})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """The words between the gaps, one more than there are gaps; ``kept`` is the gap whose text is wanted, -1 when none is."""

    words: tuple[str, ...]
    kept: int = -1

    @property
    def letters(self) -> int:
        """How many signs it names itself, without spaces."""
        return sum(len(word.replace(" ", "")) for word in self.words)

    def find(self, text: str) -> str | None:
        """Return what ``text`` has in the gap that is kept ('' when none is); ``None`` when the line does not fit, or nothing is there."""
        whole = one_spaced(text)
        gaps = _gaps(self.words, _lower(whole))
        if gaps is None or self.kept < 0:
            return None if gaps is None else ""
        start, end = gaps[self.kept]
        return whole[start:end].strip() or None


def parse(text: str) -> Line:
    """Read a line. Gaps beside each other are one; the first ``{problem}`` is kept."""
    words, kept = [""], -1
    for part in _GAP.split(_lower(one_spaced(text))):
        if part not in {"*", KEPT}:
            words[-1] += part
            continue
        if len(words) == 1 or words[-1]:
            words.append("")
        if part == KEPT and kept < 0:
            kept = len(words) - 2
    return Line(tuple(words), kept)


def one_spaced(text: str) -> str:
    """Return ``text`` on one line, with single spaces."""
    return " ".join(text.split())


def _lower(text: str) -> str:
    """Return ``text`` in lower case, as long as it was: some letters become two, and those stay."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def _gaps(words: tuple[str, ...], text: str) -> list[tuple[int, int]] | None:
    """Return where each gap begins and ends in ``text``; ``None`` when the words are not all there, in their order."""
    if len(words) == 1:
        return [] if text == words[0] else None
    end = len(text) - len(words[-1])
    place = len(words[0])
    if place > end or not text.startswith(words[0]) or not text.endswith(words[-1]):
        return None
    gaps = []
    for word in words[1:-1]:
        found = text.find(word, place, end)
        if found < 0:
            return None
        gaps.append((place, found))
        place = found + len(word)
    return [*gaps, (place, end)]
