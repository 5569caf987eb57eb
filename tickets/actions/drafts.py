"""What agents have begun to write: saved while they write, given back, forgotten when it is sent."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from accounts.models import User
from foundation import clock
from foundation.safetext import printable
from tickets.actions import first_words
from tickets.enums import MessageKind
from tickets.models import Attachment, Message, SavedDraft, Ticket

# So much of a text is kept, and as much of what other windows held. A whole form may hold little more.
LONGEST = 1_000_000
LONGEST_BESIDES = 20_000
# Fields beside the text that hold words, and those that are never empty, so that they say nothing by themselves.
WORDS = ("needs", "cause", "fix", "checked")
_ALWAYS_THERE = frozenset({"left_out", "is_workaround"})
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Begun:
    """A text on somebody's screen: its form's id, the version last seen of the saved one (0: none), and the last entry seen.

    ``besides`` is what was filled in beside it, by the names of the fields; ``left_out`` the followers who shall not get it.
    """

    body: str
    submission: uuid.UUID
    version: int = 0
    seen: int = 0
    besides: Mapping[str, str] = field(default_factory=dict)
    left_out: Collection[int] = ()

    def kept(self) -> dict[str, Any]:
        """Return what is saved beside the text; what is empty is not."""
        said: dict[str, Any] = {name: printable(text)[:LONGEST_BESIDES] for name, text in self.besides.items() if text.strip()}
        return said | ({"left_out": sorted(self.left_out)} if self.left_out else {})


@transaction.atomic
def save(ticket: Ticket, kind: MessageKind, begun: Begun, *, by: User, at: datetime | None = None) -> SavedDraft | None:
    """Keep what ``by`` has begun; an emptied form without files is forgotten (``None``). Of a merged ticket it is kept where that goes on.

    The newest wins. A text that was saved by another window meanwhile, and is no part of this one, is kept beside it.
    """
    body, besides = printable(begun.body)[:LONGEST], begun.kept()
    ticket = ticket.merged_root or ticket
    row = _row(ticket, kind, by)
    is_empty = not body.strip() and not besides.keys() - _ALWAYS_THERE
    if is_empty and not Attachment.objects.drafts(begun.submission).exists() and (row is None or row.version == begun.version):
        if row is not None and not row.earlier:
            row.delete()
            return None
        if row is None:
            return None
    moment = clock.now(at)
    values = {"body": body, "besides": besides, "submission": begun.submission, "seen": begun.seen, "saved_at": moment}
    if row is None:
        first = {**values, "version": begun.version + 1}
        row, is_new = SavedDraft.objects.get_or_create(user=by, ticket=ticket, kind=kind, defaults=first)
        if is_new:
            return row
    if row.version != begun.version:
        row.earlier = _beside(row.earlier, _texts(row.body, row.besides), "\n".join(_texts(body, besides)))
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "earlier", "version"])
    return row


def sent(ticket: Ticket, kind: MessageKind, *, said: str, version: int, by: User) -> None:
    """Forget the draft that has become a message, unless another window has saved other words since; theirs come to the front.

    ``said`` is all that its writer put into the message, as typed.
    """
    row = _row(ticket, kind, by)
    if row is None or (row.version != version and not all(text.strip() in said for text in (row.body, row.besides.get("needs", "")))):
        return
    if row.earlier:
        row.body, row.besides, row.earlier, row.submission, row.version = row.earlier, {}, "", uuid.uuid4(), row.version + 1
        row.save(update_fields=["body", "besides", "earlier", "submission", "version"])
    else:
        row.delete()


def put_back(message: Message, *, promised_at: datetime | None, left_out: Collection[int] = (), at: datetime) -> SavedDraft:
    """Make a draft of its writer's of a message that is taken back: files, standard words and what it promised included.

    What they have begun since is kept beside it.
    """
    assert message.author is not None
    submission = uuid.uuid4()
    message.attachments.update(message=None, submission=submission, created_at=at)
    kind = MessageKind(message.kind)
    parts = first_words.taken_apart(message.body, language=first_words.language_of(message.ticket), news_by=promised_at)
    row = _row(message.ticket, kind, message.author)
    version = 0
    if row is not None:
        Attachment.objects.drafts(row.submission).update(submission=submission)
        row.earlier = _beside(row.earlier, _texts(row.body, row.besides), message.body)
        row.body, row.besides = parts.body, {}
        row.save(update_fields=["earlier", "body", "besides"])
        version = row.version
    seen = message.ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0
    besides = {
        "on_it": "on" if parts.says_we_are_on_it else "",
        "needs": parts.needs,
        "news_by": localtime(parts.news_by).strftime("%Y-%m-%dT%H:%M") if parts.news_by is not None else "",
    }
    begun = Begun(parts.body, submission, version=version, seen=seen, besides=besides, left_out=left_out)
    saved = save(message.ticket, kind, begun, by=message.author, at=at)
    assert saved is not None
    return saved


def go_along(ticket: Ticket, *, into: Ticket) -> None:
    """Let what agents have begun in a ticket that is merged be found where it goes on; beside what they have begun there."""
    for row in SavedDraft.objects.select_for_update().filter(ticket=ticket).order_by("pk"):
        there = SavedDraft.objects.select_for_update().filter(user=row.user_id, ticket=into, kind=row.kind).first()
        if there is None:
            row.ticket = into
            row.save(update_fields=["ticket"])
            continue
        texts = [row.earlier, *_texts(row.body, row.besides)]
        there.earlier = _beside(there.earlier, texts, "\n".join(_texts(there.body, there.besides)))
        Attachment.objects.drafts(row.submission).update(submission=there.submission)
        there.save(update_fields=["earlier"])
        row.delete()


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


def _texts(body: str, besides: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words that were typed, field by field."""
    yield body
    yield from (besides.get(name, "") for name in WORDS)


def _beside(earlier: str, lost: Iterable[str], body: str) -> str:
    """Return what is kept beside ``body`` when it takes the place of the ``lost`` texts."""
    for text in lost:
        words = text.strip()
        if words and words not in body and words not in earlier:
            earlier = f"{earlier}\n\n{words}".strip()[-LONGEST:]
    return earlier
