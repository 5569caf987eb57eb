"""What agents have begun to write: saved while they write, given back, forgotten when it is sent."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from foundation import clock
from foundation.safetext import printable
from tickets.enums import MessageKind
from tickets.models import Attachment, Message, SavedDraft, Ticket

# Of what other windows held, so much is kept.
LONGEST_EARLIER = 40_000
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Begun:
    """A text on somebody's screen: its form's id, the version last seen of the saved one (0: none), and the last entry seen."""

    body: str
    submission: uuid.UUID
    version: int = 0
    seen: int = 0


@transaction.atomic
def save(ticket: Ticket, kind: MessageKind, begun: Begun, *, by: User, at: datetime | None = None) -> SavedDraft | None:
    """Keep what ``by`` has begun; an emptied text without files is forgotten (``None``).

    The newest wins. A text that was saved by another window meanwhile, and is no part of this one, is kept beside it.
    """
    body = printable(begun.body)
    row = _row(ticket, kind, by)
    if not body.strip() and not Attachment.objects.drafts(begun.submission).exists() and (row is None or row.version == begun.version):
        if row is not None and not row.earlier:
            row.delete()
            return None
        if row is None:
            return None
    moment = clock.now(at)
    if row is None:
        values = {"body": body, "submission": begun.submission, "seen": begun.seen, "saved_at": moment, "version": begun.version + 1}
        row, is_new = SavedDraft.objects.get_or_create(user=by, ticket=ticket, kind=kind, defaults=values)
        if is_new:
            return row
    if row.version != begun.version:
        row.earlier = _beside(row.earlier, row.body, body)
    row.body, row.submission, row.seen, row.saved_at = body, begun.submission, begun.seen, moment
    row.version += 1
    row.save(update_fields=["body", "earlier", "submission", "seen", "saved_at", "version"])
    return row


def sent(ticket: Ticket, kind: MessageKind, *, body: str, version: int, by: User) -> None:
    """Forget the draft that has become a message, unless another window has saved other words since; theirs come to the front."""
    row = _row(ticket, kind, by)
    if row is None or (row.version != version and row.body.strip() not in body):
        return
    if row.earlier:
        row.body, row.earlier, row.submission, row.version = row.earlier, "", uuid.uuid4(), row.version + 1
        row.save(update_fields=["body", "earlier", "submission", "version"])
    else:
        row.delete()


def put_back(message: Message, *, at: datetime) -> SavedDraft:
    """Make a draft of its writer's of a message that is taken back, files included. What they have begun since is kept beside it."""
    assert message.author is not None
    submission = uuid.uuid4()
    message.attachments.update(message=None, submission=submission, created_at=at)
    kind = MessageKind(message.kind)
    row = _row(message.ticket, kind, message.author)
    version = 0
    if row is not None:
        Attachment.objects.drafts(row.submission).update(submission=submission)
        row.earlier, row.body = _beside(row.earlier, row.body, message.body), message.body
        row.save(update_fields=["earlier", "body"])
        version = row.version
    seen = message.ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0
    saved = save(message.ticket, kind, Begun(message.body, submission, version=version, seen=seen), by=message.author, at=at)
    assert saved is not None
    return saved


@transaction.atomic
def drop(ticket: Ticket, kind: MessageKind, *, by: User) -> None:
    """Forget a draft of one's own with its files."""
    row = _row(ticket, kind, by)
    if row is not None:
        Attachment.objects.drafts(row.submission).delete()
        row.delete()


def forget_old(*, at: datetime) -> None:
    """Forget drafts that nobody has touched for a long time; their files go with the other files of forms that were never sent."""
    SavedDraft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()


def is_saved() -> Exists:
    """Return the condition that a file belongs to a form whose text is saved as a draft."""
    return Exists(SavedDraft.objects.filter(submission=OuterRef("submission")))


def _row(ticket: Ticket, kind: MessageKind, by: User) -> SavedDraft | None:
    return SavedDraft.objects.select_for_update().filter(user=by, ticket=ticket, kind=kind).first()


def _beside(earlier: str, lost: str, body: str) -> str:
    """Return what is kept beside ``body`` when it takes the place of ``lost``."""
    words = lost.strip()
    if not words or words in body or words in earlier:
        return earlier
    return f"{earlier}\n\n{words}".strip()[-LONGEST_EARLIER:]
