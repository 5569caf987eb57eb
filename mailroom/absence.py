"""Automatic replies told by their subject and their sentences alone, without any header that says so.

People write about being away, too ("On leave: who has my keys?", "Out of office hours number does not work"), and ask how such
notes are set up. So only few subjects tell by themselves; all others count beside sentences of the kinds that such notes are made
of, and the sentences alone only in an answer that says nothing else.
"""

import re

from mailroom import absencephrases as phrases
from mailroom.headerblocks import is_original_mark
from mailroom.headers import Headers
from mailroom.subjects import REPLY_PREFIX
from mailroom.wording import ends_word, folded, holds, opens_with

_LONGEST = 2_000
_LONGEST_NOTE = 1_500
_SENTENCE_END = re.compile(r"([.!](?=\s|$)|[。！]|\n\s*\n|\n(?=[-*•]))")
_REACHED = re.compile(r"\S@\S|https?://|\bwww\.|\d(?:[ ().\/-]{0,3}\d){6}")
_QUESTION_MARKS = ("?", "？", "؟")
_SHORT_LETTERS = 40
_SHORT_WORDS = 5
_SHORT_EXCLAMATION = 2
_SHORT_UNSPACED = 12
_UNSPACED = "\u2e80"
_FILL = 2


def _folded(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(phrase) for phrase_list in lists for phrase in phrase_list)


_AUTO_PREFIXES = _folded(phrases.AUTO_PREFIXES)
_AWAY = _folded(phrases.AWAY)
_AWAY_OPENINGS = _folded(phrases.AWAY_OPENINGS)
_AWAY_ENDINGS = _folded(phrases.AWAY_ENDINGS)
_READ_OPENINGS = _folded(phrases.READ_OPENINGS)
_READ_SENTENCES = _folded(phrases.READ_SENTENCES)
_BACK = _folded(phrases.BACK)
_CHALLENGES = _folded(phrases.CHALLENGES)
_GONE = _folded(phrases.GONE)
_KINDS = {
    "absent": _folded(phrases.ABSENT),
    "instead": _folded(phrases.INSTEAD),
    "thanks": _folded(phrases.THANKS),
    "automatic": _folded(phrases.AUTOMATIC),
    "unread": _folded(phrases.UNREAD),
    "received": _folded(phrases.RECEIVED),
}
# Without any of these no text is a note.
_TELLING = (*_GONE, *(phrase for kind in ("absent", "automatic", "received", "unread") for phrase in _KINDS[kind]))


def is_automatic(headers: Headers, text: str, *, is_answer: bool) -> bool:
    """Whether the mail is a program's note in the name of somebody who is away, or of a desk that has received a request.

    `text` is the mail's readable text; `is_answer` says that a header shows it to answer another mail.
    """
    title = headers.get("Subject")
    subject = folded(title).replace("’", "'").lstrip("[*<({ ")
    if any(mark in subject for mark in _QUESTION_MARKS):
        return False
    if titled := opens_with(subject, _AUTO_PREFIXES):
        rest = subject[len(titled) :].lstrip()
        return (
            titled[-1] in ":]】" or rest[:1] in (":", "：", "]") or (is_answer and not rest) or bool(_told(text) & {"absent", "received"})
        )
    if _is_away_title(subject, text, is_answer=is_answer):
        return True
    if is_answer and opens_with(subject, _AWAY_OPENINGS) and not opens_with(subject, _AWAY):
        return True
    return _says_nothing_else(headers, text, is_answer=is_answer or bool(REPLY_PREFIX.match(title)) or " re:" in subject)


def is_read_note(subject: str, text: str) -> bool:
    """Whether a mail says in words alone that another one was opened."""
    return bool(opens_with(folded(subject), _READ_OPENINGS)) and any(phrase in folded(text[:_LONGEST]) for phrase in _READ_SENTENCES)


def is_challenge(text: str) -> bool:
    """Whether a program asks the sender to prove to be a person before it delivers the mail."""
    opening = " ".join(_opening(text).split())
    return sum(phrase in opening for phrase in _CHALLENGES) > 1


def _is_away_title(subject: str, text: str, *, is_answer: bool) -> bool:
    away = max((phrase for phrase in _AWAY if subject.startswith(phrase) and ends_word(subject, len(phrase))), key=len, default="")
    if not away:
        return subject.rstrip(" .!").endswith(_AWAY_ENDINGS) and not _told(text).isdisjoint({"absent", "back"})
    rest = subject[len(away) :].lstrip(" ]*>)}")
    is_answer = is_answer or rest.startswith(("re:", "autoreply"))
    if rest and rest[0] not in ":-–—(：.!,/|" and not rest.startswith(("re:", "reply", "notification", "message", "autoreply")):
        return False
    return is_answer or len(_told(text)) > 1


def _told(text: str) -> set[str]:
    """The kinds of sentences of away notes that a text opens with."""
    return {kind for sentence in _sentences(text) for kind in _kinds(sentence)}


def _says_nothing_else(headers: Headers, text: str, *, is_answer: bool) -> bool:
    opening = _opening(text)
    if not opening or len(opening) > _LONGEST_NOTE or "Reply-To" in headers or not any(phrase in opening for phrase in _TELLING):
        return False
    sentences = _sentences(text)
    if any(mark in sentence for sentence in sentences for mark in _QUESTION_MARKS):
        return False
    kinds = [_kinds(sentence) for sentence in sentences]
    told = set().union(*kinds, _kinds(folded(headers.get("Subject"))) & {"received"})
    said = sum(map(bool, kinds))
    own = sum(not kind and not _fills(sentence) for kind, sentence in zip(kinds, sentences, strict=True))
    if is_answer and {"absent", "back"} <= told and len(told) > _FILL:
        return own <= said - 2
    is_desk = len(told & {"automatic", "unread", "received"}) > 1 and (is_answer or not told.isdisjoint({"received", "thanks"}))
    return (is_desk or {"automatic", "absent"} <= told) and own <= said + _FILL


def _opening(text: str) -> str:
    """What stands above the quoted mail, for comparing."""
    lines: list[str] = []
    for line in text[:_LONGEST].split("\n"):
        if line.startswith(">") or is_original_mark(line):
            break
        lines.append(line)
    return folded("\n".join(lines)).replace("’", "'")


def _sentences(text: str) -> list[str]:
    """The sentences above the quoted mail, each with the mark it ends with."""
    parts = _SENTENCE_END.split(_opening(text))
    return [" ".join((part + mark).split()) for part, mark in zip(parts[::2], [*parts[1::2], ""], strict=True) if part.strip()]


def _kinds(sentence: str) -> set[str]:
    kinds = {
        kind for kind, kind_phrases in _KINDS.items() if any(phrase in sentence and _begins(sentence, phrase) for phrase in kind_phrases)
    }
    dated = any(map(str.isdigit, sentence))
    if any(phrase in sentence for phrase in _GONE):
        return kinds | {"absent", "back"}
    if "absent" in kinds:
        return kinds | {"back"} if dated or _speaks_of_return(sentence) else kinds
    return kinds | {"back"} if (dated or len(sentence) > _SHORT_LETTERS) and _speaks_of_return(sentence) else kinds


def _speaks_of_return(sentence: str) -> bool:
    return any(phrase in sentence and holds(sentence, phrase) for phrase in _BACK)


def _begins(sentence: str, phrase: str) -> bool:
    """Whether `phrase` stands in `sentence` from the start of a word on."""
    place = sentence.find(phrase)
    return place == 0 or not sentence[place - 1].isalnum() or ends_word(sentence, place) or phrase[0] >= _UNSPACED


def _fills(sentence: str) -> bool:
    """A greeting, a name, a title, or how to reach somebody: no message by itself."""
    if _REACHED.search(sentence):
        return True
    if sentence[0] >= _UNSPACED:
        return len(sentence) <= _SHORT_UNSPACED
    words = len(sentence.split())
    return len(sentence) <= _SHORT_LETTERS and words <= (_SHORT_EXCLAMATION if sentence[-1] in ".!" else _SHORT_WORDS)
