"""What a mail says before anything is filled in: the house's own words where an administrator wrote some, else ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation

from accounts import installation
from accounts.models import MailWording, Wording
from foundation import mailkinds
from foundation.mailkinds import MailKind


@dataclass(frozen=True, slots=True)
class Words:
    """A subject, of one line or one for each case, and paragraphs; both with names in braces for what is filled in."""

    subject: str
    body: str

    @classmethod
    def of(cls, row: Wording) -> "Words":
        """Return the words that a row holds."""
        return cls(row.subject, row.words)


# Own words by mail and language.
Written = Mapping[tuple[str, str], Words]


@lru_cache(maxsize=1_000)
def shipped(kind: MailKind, language: str) -> Words:
    """Return our own words for a mail: its folder below ``templates/mail``, with the names left in braces."""
    names = {name: f"{{{name}}}" for name in kind.known}
    with translation.override(language):
        subject, body = (render_to_string(f"mail/{kind.name}/{part}.txt", names) for part in ("subject", "words"))
    return Words(subject.strip(), body.strip())


def words_of(kind: MailKind, language: str, *written: Written) -> Words:
    """Return the words to send: the first of the own words ``written`` there are that can be sent, else the house's, else ours."""
    for place in (*written, house_words()):
        own = place.get((kind.name, language))
        if own is not None and mailkinds.is_sound(kind, own.subject, own.body):
            return own
    return shipped(kind, language)


def house_words() -> Written:
    """Return the house's own words, remembered as long as its row."""
    return installation.remembered("wordings", lambda: {(row.name, row.language): Words.of(row) for row in MailWording.objects.all()})
