"""What somebody typed into the search field, read as words, exact words and operators. Everything is a search; nothing is an error."""

import re
from dataclasses import dataclass, field

from tickets.search.phrases import SCOPES, Phrase, phrase

FILTERS = frozenset("after before category has kind language owner priority queue service status tier".split())
ALIASES = {"line": "tier", "organization": "organisation", "subject": "title", "from": "requester", "reference": "ref"}
# What a person means fits in; all else is a paste.
MOST_CHARACTERS = 1_000
MOST_TERMS = 20
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_TERM = re.compile(r'(?P<minus>-?)(?:(?P<operator>[A-Za-z]{2,20}):(?=[^\s/]))?(?:"(?P<exact>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Filter:
    """One operator about the ticket itself: ``status:open``."""

    operator: str
    value: str
    is_negated: bool

    def __str__(self) -> str:
        return f"{'-' * self.is_negated}{self.operator}:{self.value}"


@dataclass(slots=True)
class Question:
    """What is asked for: words that must and must not be there, conditions, and what could not be read."""

    required: list[Phrase] = field(default_factory=list)
    excluded: list[Phrase] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.required or self.excluded or self.filters)


def read(text: str) -> Question:
    """Return the question in ``text``. A text that is too long is cut, and the question says so."""
    question = Question(is_cut=len(text) > MOST_CHARACTERS)
    for count, term in enumerate(_TERM.finditer(text[:MOST_CHARACTERS].translate(_QUOTES))):
        if count == MOST_TERMS:
            question.is_cut = True
            break
        _add(question, term)
    return question


def _add(question: Question, term: re.Match[str]) -> None:
    exact, is_negated = term["exact"], bool(term["minus"])
    value = term["word"] if exact is None else exact
    operator = (term["operator"] or "").lower()
    operator = ALIASES.get(operator, operator)
    if operator in FILTERS:
        question.filters.append(Filter(operator, value, is_negated))
        return
    if operator and operator not in SCOPES:
        question.unknown.append(operator)
        value, operator = f"{operator} {value}", ""
    found = phrase(value, is_exact=exact is not None, scope=operator)
    wanted = question.excluded if is_negated else question.required
    if found is not None and found not in wanted:
        wanted.append(found)
