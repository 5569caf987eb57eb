"""The mails there are: what each is, which names its words may hold, and what somebody's own words for it have to keep.

Words are refused by what they would do in a mail: a name that stands for nothing, a piece of the mail in the middle of a sentence, a
case in which what the mail is for would be missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from django.utils.functional import Promise

from foundation import mailwords

CASE_PREFIX = "if_"


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name in braces and what it stands for. Where it ``may_be_empty``, a paragraph that holds it is left out then.

    A ``part`` is a piece of the mail and has a paragraph of its own; a ``link`` begins a paragraph. ``is_secret`` values stay out of
    subjects, which are read on locked screens.
    """

    name: str
    meaning: str | Promise
    may_be_empty: bool = False
    is_part: bool = False
    is_link: bool = False
    is_secret: bool = False

    @property
    def fits_subject(self) -> bool:
        """Whether a subject may hold it."""
        return not (self.is_part or self.is_link or self.is_secret)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A case in which a paragraph is said: its name begins the paragraph."""

    name: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True, eq=False)
class MailKind:
    """A folder below ``templates/mail``: ``title`` says what it is and ``when`` when it is sent.

    Its words may hold ``names``. Of each of ``choices`` exactly one case is so; a choice of one case is so or not. ``needed`` are the
    names that no reader may miss, and ``needed_in_subject`` those of every subject.
    """

    name: str
    title: str | Promise
    when: str | Promise
    names: tuple[Name, ...]
    choices: tuple[tuple[Case, ...], ...] = ()
    needed: tuple[str, ...] = ()
    needed_in_subject: tuple[str, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case, of all choices."""
        return tuple(case for choice in self.choices for case in choice)

    @property
    def known(self) -> frozenset[str]:
        """Every name that words for it may hold."""
        return frozenset([each.name for each in self.names] + [case.name for case in self.cases])

    def named(self, name: str) -> Name | None:
        """Return the name and what it stands for; ``None`` for a case, and for what stands for nothing."""
        return next((each for each in self.names if each.name == name), None)

    def situations(self) -> Iterator[frozenset[str]]:
        """Yield every set of cases that may be so together."""
        options = [[case.name for case in choice] for choice in self.choices]
        for chosen in product(*(names if len(names) > 1 else [*names, ""] for names in options)):
            yield frozenset(chosen) - {""}


def unknown(kind: MailKind, text: str) -> list[str]:
    """Return what looks like a name in ``text`` and stands for nothing in this mail, braces included."""
    return [found for found in mailwords.names_like(text) if found[1:-1] not in kind.known]


def unfit_for_subject(kind: MailKind, line: str) -> list[str]:
    """Return the known names in a subject that cannot stand there: cases, links, pieces of the mail, and secrets."""
    known = [name for name in mailwords.names_in(line) if name in kind.known]
    return [name for name in known if (each := kind.named(name)) is None or not each.fits_subject]


def misplaced(kind: MailKind, words: str) -> list[str]:
    """Return the known names that stand where they cannot be filled in.

    A piece of the mail has a paragraph of its own; a link begins one, and words follow; a case stands before everything else.
    """
    said = [mailwords.cases_of(paragraph)[1] for paragraph in mailwords.paragraphs_of(words)]
    wrong = [name for text in said for name in mailwords.names_in(text) if name in kind.known and not _is_in_place(kind, name, text)]
    return list(dict.fromkeys(wrong))


def _is_in_place(kind: MailKind, name: str, said: str) -> bool:
    each, written = kind.named(name), f"{{{name}}}"
    if each is None:
        return False
    if each.is_part:
        return said == written
    return not each.is_link or (said.startswith(written) and said.count(written) == 1 and said[len(written) : len(written) + 1].isspace())


def missing(kind: MailKind, words: str) -> tuple[str, frozenset[str]] | None:
    """Return a needed name that some reader would miss, and the cases in which they would; ``None`` when nobody does."""
    said = [(set(cases), mailwords.names_in(rest)) for cases, rest in map(mailwords.cases_of, mailwords.paragraphs_of(words))]
    for situation in kind.situations():
        certain = _certain(kind, [names for cases, names in said if cases <= situation])
        lost = next((name for name in kind.needed if name not in certain), None)
        if lost is not None:
            is_lost_always = not any(lost in names for _cases, names in said)
            return lost, frozenset() if is_lost_always else situation
    return None


def _certain(kind: MailKind, paragraphs: Sequence[Sequence[str]]) -> set[str]:
    """Return the names of those paragraphs that are said whatever is empty, but for the needed names themselves."""
    found: set[str] = set()
    for names in paragraphs:
        if not any((each := kind.named(name)) is not None and each.may_be_empty and name not in kind.needed for name in names):
            found.update(names)
    return found


def is_sound(kind: MailKind, subject: str, words: str) -> bool:
    """Whether words that were once accepted can still be sent: a later version of ours may know other names."""
    return not unknown(kind, subject) and not unknown(kind, words) and not misplaced(kind, words) and missing(kind, words) is None
