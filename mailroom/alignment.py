"""Finds the stretches that the HTML of a mail marks again in the plain text of the same mail."""

from itertools import pairwise

from mailroom import links
from mailroom.structure import WORD, Kind, Segment

_PROBE = 5
_MAX_WORDS = 200_000


def kinds_of_lines(lines: list[str], segments: list[Segment]) -> list[Kind] | None:
    """The kind of each line, or None when the two versions of the mail do not agree.

    Each stretch is looked for by its first words, where a line begins, nearest to where its predecessors' lengths
    would put it.
    """
    words: list[str] = []
    owners: list[int] = []
    for number, line in enumerate(lines):
        found = [word.casefold() for word in WORD.findall(links.without_targets(line))]
        words += found
        owners += [number] * len(found)
        if len(words) > _MAX_WORDS:
            return None
    places = _places(words, owners, segments)
    if places is None:
        return None
    kinds = [Kind.NEW] * len(lines)
    for segment, first, last in zip(segments, places, [*places[1:], len(lines)], strict=True):
        kinds[first:last] = [segment.kind] * (last - first)
    return kinds


def _places(words: list[str], owners: list[int], segments: list[Segment]) -> list[int] | None:
    """The line on which each segment begins."""
    by_word: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        by_word.setdefault(word, []).append(position)
    places = [0]
    current = 0
    for before, segment in pairwise(segments):
        expected = current + len(before.words)
        found = _nearest(words, owners, segment.words[:_PROBE], by_word, current + 1, expected)
        if found is None:
            return None
        places.append(owners[found])
        current = found
    return places


def _nearest(words: list[str], owners: list[int], probe: list[str], by_word: dict[str, list[int]], low: int, expected: int) -> int | None:
    best: int | None = None
    for position in by_word.get(probe[0], [])[:5_000]:
        if position < low or owners[position] == owners[position - 1]:
            continue
        if words[position : position + len(probe)] != probe:
            continue
        if best is None or abs(position - expected) < abs(best - expected):
            best = position
    if best is not None and abs(best - expected) > 20 + expected // 2:
        return None
    return best
