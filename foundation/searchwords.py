"""Words as a search compares them: the same for whoever writes and whoever looks, in every script and on every database."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_BYTES = 100_000
LONGEST_WORD = 64
# Chinese, Japanese and Korean are written without spaces, or with few: their runs are cut into pairs of neighbours.
_DENSE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U000323af"
_RUN = re.compile(rf"([{_DENSE}]+)|[^\W_{_DENSE}]+")
_DENSE_RUN = re.compile(rf"[{_DENSE}]{{2,}}")
_HANGUL_LETTERS = re.compile("[\u1100-\u11ff]")
# The Catalan "l·l", whose dot people leave out, and the Arabic stroke that only makes a word longer.
_DROPPED = frozenset("\u00b7\u2027\u0640")
_HANGUL = range(0xAC00, 0xD7A4)
_CACHED = 20_000


class _Folding(dict[int, str]):
    """What each character is compared as. One at a time: sorting a long run of marks, as normalisation does, takes quadratic time."""

    def __missing__(self, code: int) -> str:
        folded = chr(code) if code in _HANGUL else _plain(_plain(chr(code)).casefold())
        if len(self) < _CACHED:
            self[code] = folded
        return folded


def _plain(text: str) -> str:
    """Return ``text`` decomposed, without marks and invisible format characters, its digits in ASCII."""
    kept = (
        c
        for c in unicodedata.normalize("NFKD", text)
        if unicodedata.category(c)[0] != "M" and unicodedata.category(c) != "Cf" and c not in _DROPPED
    )
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a text and where it stands there."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order: case folded, marks stripped, split where nothing is a letter or a digit.

    Runs of Chinese, Japanese and Korean become pairs of neighbours; digits of every script become ASCII. A word is at most 64
    characters, all together at most 100 kB with a space between them. Time is linear in the text, of which 100,000 characters are read.
    """
    folded = text[:MOST_BYTES].translate(_FOLDING)
    if _HANGUL_LETTERS.search(folded):
        folded = unicodedata.normalize("NFC", folded)
    return list(within(MOST_BYTES, (word for word, _start, _end in _split(folded))))


def endings(text: str) -> list[str]:
    """Return the last character of each Chinese, Japanese or Korean run: no pair begins with it, but somebody may look for it alone."""
    folded = text[:MOST_BYTES].translate(_FOLDING)
    return list(dict.fromkeys(run[-1] for run in _DENSE_RUN.findall(folded)))


def is_dense(word: str) -> bool:
    """Whether ``word`` is of a script that is written without spaces."""
    found = _RUN.fullmatch(word)
    return found is not None and found[1] is not None


def places(text: str) -> Iterator[Place]:
    """Yield the words of ``text`` with their places in it, to mark them there."""
    pieces = {c: _FOLDING[ord(c)] for c in set(text)}
    if all(len(piece) == 1 for piece in pieces.values()):
        yield from (Place(*found) for found in _split(text.translate(_FOLDING)))
        return
    origin = [index for index, c in enumerate(text) for _ in pieces[c]]
    for word, start, end in _split("".join(pieces[c] for c in text)):
        yield Place(word, origin[start], origin[end - 1] + 1)


def _split(folded: str) -> Iterator[tuple[str, int, int]]:
    for run in _RUN.finditer(folded):
        start, end = run.span()
        if run[1] is None:
            yield run[0][:LONGEST_WORD], start, end
        elif end - start == 1:
            yield run[0], start, end
        else:
            for index in range(start, end - 1):
                yield folded[index : index + 2], index, index + 2


def within(most: int, found: Iterable[str]) -> Iterator[str]:
    """Yield words until they and the spaces between them would exceed ``most`` bytes."""
    left = most + 1
    for word in found:
        left -= len(word.encode()) + 1
        if left < 0:
            return
        yield word
