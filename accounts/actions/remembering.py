"""What agents write down about people and organisations."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from foundation import clock
from foundation.safetext import printable


class ChangedMeanwhile(Exception):
    """Somebody else changed the notes since they were read. ``notes`` holds what stands there now."""

    def __init__(self, notes: str) -> None:
        super().__init__(notes)
        self.notes = notes


@transaction.atomic
def write_notes(about: User | Organisation, text: str, *, seen: str, by: User, at: datetime | None = None) -> None:
    """Keep ``text`` as the notes about a person or an organisation; ``seen`` is what they were when the writer began.

    Raises ``ChangedMeanwhile`` when they are something else now: nobody's words are overwritten unread.
    """
    rows = User.objects.all() if isinstance(about, User) else Organisation.objects.all()
    row = rows.select_for_update(of=("self",)).get(pk=about.pk)
    kept = printable(text).strip()
    if row.notes == kept:
        return
    if _plain(row.notes) != _plain(seen):
        raise ChangedMeanwhile(row.notes)
    row.notes, row.notes_by, row.notes_at = kept, by, clock.now(at)
    row.save(update_fields=["notes", "notes_by", "notes_at"])


def _plain(text: str) -> str:
    """Return a text as it comes back from a browser's form, however it ends its lines."""
    return "\n".join(text.split("\r\n")).strip()
