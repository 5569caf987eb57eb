"""Lists of phrases, and how they are looked for."""

import re
import unicodedata

LONGEST_LINE = 400
DECORATION = " \t>*_|\xa0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def bare(line: str) -> str:
    """The first `LONGEST_LINE` characters in lower case, without direction marks, and without quote and bold marks around it."""
    text = line[:LONGEST_LINE]
    if text.isascii():
        return text.strip(DECORATION).lower()
    return _UNSEEN.sub("", text).strip(DECORATION).replace("\xa0", " ").replace("\u202f", " ").replace("’", "'").lower()


def folded(text: str) -> str:
    """`text` for comparing: in lower case and without accents, which many programs leave out."""
    low = text.casefold()
    if low.isascii():
        return low
    return "".join(character for character in unicodedata.normalize("NFD", low) if not unicodedata.combining(character))


def listed(block: str) -> tuple[str, ...]:
    """The phrases of a block of text, divided by bars and line ends."""
    return tuple(phrase.strip() for line in block.splitlines() for phrase in line.split("|") if phrase.strip())


def opens_with(text: str, phrases: tuple[str, ...]) -> str:
    """The phrase with which `text` opens as whole words, or ''. Scripts without spaces need no end of word."""
    if not text.startswith(phrases):
        return ""
    return next((phrase for phrase in phrases if text.startswith(phrase) and ends_word(text, len(phrase))), "")


def holds(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` as whole words."""
    position = text.find(phrase)
    while position >= 0:
        begins = position == 0 or not (_spaced(phrase[0]) and text[position - 1].isalnum())
        if begins and ends_word(text, position + len(phrase)):
            return True
        position = text.find(phrase, position + 1)
    return False


def ends_word(text: str, position: int) -> bool:
    """Whether a word ends just before `position`."""
    if position >= len(text) or not _spaced(text[position - 1]):
        return True
    return not text[position].isalnum()


def _spaced(character: str) -> bool:
    """A letter of a script that puts spaces between words."""
    return character.isalnum() and character < "\u0600"
