"""The house's own words for its mails: kept, and given up again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from accounts import installation
from accounts.letters.words import Words
from accounts.models import User, Wording
from foundation import clock
from foundation.mailkinds import MailKind


@dataclass(frozen=True, slots=True)
class Text:
    """A mail in a language, among the rows of the house or of one queue; ``under`` it lie the words that are sent without a row.

    A new row holds ``columns`` beside its words.
    """

    kind: MailKind
    language: str
    rows: models.QuerySet[Any]
    under: Words
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> dict[str, Any]:
        """What a row of it is found by."""
        return {"name": self.kind.name, "language": self.language}

    def row(self) -> Wording | None:
        """Return the row that holds its own words, if there is one."""
        return self.rows.filter(**self.key).select_related("changed_by").first()


@transaction.atomic
def write(text: Text, words: Words, *, by: User, at: datetime | None = None) -> Wording | None:
    """Keep ``words`` for ``text``; where they are those that lie under it, there is no row.

    Returns the row. Whether the words can be sent is the caller's to check.
    """
    transaction.on_commit(installation.forget, robust=True)
    if words == text.under:
        text.rows.filter(**text.key).delete()
        return None
    values = {
        "subject": words.subject,
        "words": words.body,
        "shipped_subject": text.under.subject,
        "shipped_words": text.under.body,
        "changed_at": clock.now(at),
        "changed_by": by,
    }
    row, _is_new = text.rows.update_or_create(defaults=values, **{**text.key, **text.columns})
    kept: Wording = row
    return kept


@transaction.atomic
def reset(text: Text, *, by: User) -> bool:
    """Send the words that lie under ``text`` again. Returns whether there were others."""
    transaction.on_commit(installation.forget, robust=True)
    count, _each = text.rows.filter(**text.key).delete()
    return bool(count)
