"""Every mail there is, in each language: who wrote its words, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.actions.wording import Text
from accounts.forms.names import languages
from accounts.letters import kinds as people
from accounts.letters.words import Words, shipped, words_of
from accounts.models import MailWording, Wording
from foundation import clock, mailkinds, mailwords
from foundation.mailkinds import MailKind
from foundation.safetext import one_line
from queues.models import Queue, QueueWording
from tickets.letters import kinds, samples

LONGEST_SUBJECT = 200
_OF_PEOPLE = (_("To people who sign in or are invited"), tuple(people.KINDS.values()))


@dataclass(frozen=True, slots=True)
class Place:
    """Where words hold: in the whole house, or for the tickets of one queue."""

    queue: Queue | None

    @property
    def groups(self) -> tuple[tuple[Promise, tuple[MailKind, ...]], ...]:
        """The mails that have words there, by who gets them."""
        return kinds.GROUPS if self.queue is not None else (*kinds.GROUPS, *kinds.GROUPS_OF_THE_HOUSE, _OF_PEOPLE)

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows of this place."""
        return QueueWording.objects.filter(queue=self.queue) if self.queue is not None else MailWording.objects.all()

    @property
    def asked(self) -> str:
        """What the addresses of its pages end in."""
        return f"?queue={self.queue.pk}" if self.queue is not None else ""

    def text(self, name: str, language: str) -> Text | None:
        """Return a mail of this place in a language; ``None`` where there is no such mail, or nobody writes in that language."""
        kind = next((kind for _title, group in self.groups for kind in group if kind.name == name), None)
        if kind is None or language not in languages():
            return None
        if self.queue is None:
            return Text(kind, language, self.rows, shipped(kind, language))
        return Text(kind, language, self.rows, words_of(kind, language), {"queue": self.queue})

    def address(self, view: str, text: Text) -> str:
        """Return the address of a page about ``text``."""
        return reverse(f"admin:accounts_mailwording_{view}", args=[text.kind.name, text.language]) + self.asked


@dataclass(frozen=True, slots=True)
class Cell:
    """A mail in one language: where it is edited, whether it has own words, and whether they need a look."""

    language: str
    address: str
    is_own: bool
    is_behind: bool
    is_unsound: bool


def listed(place: Place) -> list[dict[str, Any]]:
    """Return the groups of mails, each with a cell for every language; one query, however many have own words."""
    own = {(row.name, row.language): row for row in place.rows}
    return [
        {
            "title": title,
            "mails": [
                {"kind": kind, "cells": [_cell(place, kind, code, own.get((kind.name, code))) for code in languages()]} for kind in group
            ],
        }
        for title, group in place.groups
    ]


def _cell(place: Place, kind: MailKind, language: str, row: Wording | None) -> Cell:
    text = place.text(kind.name, language)
    assert text is not None, "every cell is a mail of the place"
    return Cell(
        language=str(get_language_info(language)["name_translated"]),
        address=place.address("edit", text),
        is_own=row is not None,
        is_behind=row is not None and is_behind(row, text),
        is_unsound=row is not None and not mailkinds.is_sound(kind, row.subject, row.words),
    )


def is_behind(row: Wording, text: Text) -> bool:
    """Whether what lies under a row has changed since it was written."""
    return Words(row.shipped_subject, row.shipped_words) != text.under


def situation(kind: MailKind, chosen: Iterator[str]) -> frozenset[str]:
    """Return the cases of a preview: of each choice the chosen one, else the first; a single case when it was chosen."""
    wanted = set(chosen)
    picked = set()
    for choice in kind.choices:
        names = [case.name for case in choice]
        first = names[0] if len(names) > 1 else ""
        picked.add(next((name for name in names if name in wanted), first))
    return frozenset(picked - {""})


@dataclass(frozen=True, slots=True)
class Look:
    """How a preview is asked for: the cases that are so, and whether it reads from right to left whatever its language."""

    cases: frozenset[str]
    is_mirrored: bool = False


def preview(text: Text, words: Words, look: Look, *, queue: Queue | None, at: datetime) -> dict[str, str]:
    """Return subject, plain text and HTML of a mail with ``words``, filled in with what is invented, as its readers get it."""
    house, kind = installation.current(), text.kind
    with translation.override(text.language), timezone.override(clock.zone(house.time_zone)):
        filled = samples.contents(kind, look.cases, house, queue=queue, at=at)
        subject = one_line(mailwords.subject_line(words.subject, filled), LONGEST_SUBJECT)
        blocks = mailwords.blocks(words.body, filled)
        context: dict[str, Any] = {"house": house, "subject": subject, "heading": samples.heading(kind, filled, subject), "blocks": blocks}
        if look.is_mirrored:
            context["is_right_to_left"] = True
        plain, html = mailwords.composed(context, text.language)
    return {"subject": subject, "text": plain, "html": html}
