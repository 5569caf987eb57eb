"""What is looked for: words that have to stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation import searchwords

# One character before a word says that it is the title's, the requester's, …: private ones (Unicode, section 23.5), which no word has.
SCOPES = {"title": "\ue000", "requester": "\ue001", "organisation": "\ue002", "file": "\ue004", "ref": "\ue005"}
_QUEUE = "\ue003"
# Shorter words are looked for as they are: too much begins with them.
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in one field of the ticket (``scope``) or anywhere. The last may be the beginning of a word."""

    words: tuple[str, ...]
    is_beginning: bool = False
    scope: str = ""

    @property
    def terms(self) -> list[str]:
        """The words as the index has them."""
        mark = SCOPES.get(self.scope, "")
        return [mark + word for word in self.words]


def phrase(text: str, *, is_exact: bool = False, scope: str = "") -> Phrase | None:
    """Return what to look for when somebody wrote ``text``; ``None`` when there is no word in it.

    A word of three letters or more also finds longer ones that begin with it, unless it is meant exactly; a number never does.
    """
    words = searchwords.words(text)
    if not words:
        return None
    last = words[-1]
    if searchwords.is_dense(last):
        # Pairs are whole as they are; a single character is in the index as a part of pairs.
        return Phrase(tuple(words), len(last) == 1, scope)
    is_beginning = not is_exact and len(last) >= SHORTEST_BEGINNING and not last.isdigit()
    return Phrase(tuple(words), is_beginning, scope)


def marked(field: str, words: Sequence[str]) -> list[str]:
    """Return the words of a field as they are looked for in that field alone."""
    return [SCOPES[field] + word for word in words]


def queue_mark(queue_id: int) -> str:
    """Return the word that every entry of a queue has: it keeps a small queue's search small among many tickets of others."""
    return f"{_QUEUE}{queue_id}"
