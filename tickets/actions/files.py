"""Files that people send: checked, stored as blobs, kept as drafts until their message exists."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from foundation import blobs, clock
from foundation.safetext import file_name
from mailroom.mail import File
from tickets.file_enums import FileCheck
from tickets.models import Attachment, Message

# The texts below, and the help beside the field, say these numbers in words.
FILE_LIMIT = 10 * 1024 * 1024
TOTAL_LIMIT = 25 * 1024 * 1024
COUNT_LIMIT = 10
DRAFT_LIFETIME = timedelta(days=2)
# Programs that a double click would run. Refused from forms; mail keeps them, as downloads only.
PROGRAMS = frozenset(
    "app apk bat cmd com cpl deb dll dmg exe hta iso jar jnlp js jse lnk msc msi msp pif ps1 reg rpm scr sh vb vbe vbs wsf wsh xll".split()
)
_PROGRAM_SIGNATURES = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of uploaded files: those kept as drafts, and an explanation for each that was not."""

    drafts: list[Attachment]
    errors: list[str]


def submission_id(text: str) -> uuid.UUID | None:
    """Return the form's id, or ``None`` when somebody altered it."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def content_type_of(content: bytes, name: str) -> str:
    """Return the type that the content shows; the sender's word and the name prove nothing."""
    try:
        found: str = puremagic.from_string(content[:8192], mime=True, filename=name)
    except (puremagic.PureError, ValueError):
        found = ""
    if found:
        return found[:100]
    return "text/plain" if b"\0" not in content[:8192] else "application/octet-stream"


def refusal(upload: "UploadedFile[Any]") -> str:
    """Return why this file cannot be taken, for its sender; empty when it can."""
    name = file_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        return gettext("“%(name)s” is empty. Please choose the file again.") % {"name": name}
    if size > FILE_LIMIT:
        return gettext("“%(name)s” is larger than 10 MB. Please send a smaller file, or write to us how we can get it.") % {"name": name}
    head = upload.read(4)
    upload.seek(0)
    if name.rpartition(".")[2].lower() in PROGRAMS or head.startswith(_PROGRAM_SIGNATURES):
        return gettext("“%(name)s” is a program. We cannot take programs; a picture or a document is fine.") % {"name": name}
    return ""


def _excess(upload: "UploadedFile[Any]", kept: list[Attachment]) -> str:
    """Return why this file is one too many beside those ``kept``, for its sender; empty when it is not."""
    name = {"name": file_name(upload.name or "")}
    if len(kept) >= COUNT_LIMIT:
        return gettext("“%(name)s” was left out: ten files are the most we can take at once.") % name
    if sum(draft.size for draft in kept) + (upload.size or 0) > TOTAL_LIMIT:
        return gettext("“%(name)s” was left out: together the files may not exceed 25 MB.") % name
    return ""


def keep_drafts(submission: str | uuid.UUID, uploads: "Iterable[UploadedFile[Any]]", *, at: datetime | None = None) -> Kept:
    """Store uploaded files as drafts of the form ``submission``, so that an error or a sign-out does not lose them.

    The same file twice is kept once. Nothing is kept for a form whose id somebody altered.
    """
    key = submission if isinstance(submission, uuid.UUID) else submission_id(submission)
    chosen = list(uploads)
    if key is None or not chosen:
        return Kept([], [])
    moment = clock.now(at)
    kept = drafts_of(key)
    before = len(kept)
    errors: list[str] = []
    for upload in chosen:
        problem = refusal(upload) or _excess(upload, kept)
        if problem:
            errors.append(problem)
            continue
        draft = _draft(upload, key, at=moment)
        if not any((draft.digest, draft.file_name) == (other.digest, other.file_name) for other in kept):
            draft.save(force_insert=True)
            kept.append(draft)
    return Kept(kept[before:], errors)


def _check(at: datetime) -> dict[str, Any]:
    """Return how a new file stands to the virus scanner: it waits to be looked at, where there is one."""
    return {"virus_check": FileCheck.WAITING, "check_at": at} if settings.VIRUS_SCANNER else {}


def _draft(upload: "UploadedFile[Any]", submission: uuid.UUID, *, at: datetime) -> Attachment:
    content, name = upload.read(), file_name(upload.name or "")
    return Attachment(
        submission=submission,
        digest=blobs.put(content),
        file_name=name,
        content_type=content_type_of(content, name),
        size=len(content),
        created_at=at,
        **_check(at),
    )


def drafts_of(submission: uuid.UUID | None) -> list[Attachment]:
    """Return the files kept for a form that was not taken yet."""
    return list(Attachment.objects.drafts(submission).order_by("pk")) if submission is not None else []


def drop_drafts(submission: uuid.UUID, pks: Iterable[int]) -> None:
    """Forget drafts that their sender took out again."""
    Attachment.objects.drafts(submission).filter(pk__in=list(pks)).delete()


def copy_drafts(submission: uuid.UUID | None, *, to: uuid.UUID | None) -> None:
    """Keep the files of one form for another one, too: its message gets the same."""
    copies = drafts_of(submission)
    for draft in copies:
        draft.pk, draft.submission = None, to
    Attachment.objects.bulk_create(copies)


def attach_drafts(message: Message, submission: uuid.UUID | None) -> int:
    """Give the form's files to its message; return how many."""
    return Attachment.objects.drafts(submission).update(message=message)


def attach_mailed(message: Message, mailed: Iterable[File], *, at: datetime) -> list[str]:
    """Keep the files of a received mail with its message; return their names."""
    rows = Attachment.objects.bulk_create([_mailed(file, at=at, message=message) for file in mailed])
    return [row.file_name for row in rows]


def keep_mailed(submission: uuid.UUID, mailed: Iterable[File], *, at: datetime) -> None:
    """Keep the files of a received mail as drafts of ``submission``, until what it says has become a message. Twice is once."""
    known = {(draft.digest, draft.file_name) for draft in drafts_of(submission)}
    rows = [_mailed(file, at=at, submission=submission) for file in mailed]
    Attachment.objects.bulk_create([row for row in rows if (row.digest, row.file_name) not in known])


def _mailed(file: File, *, at: datetime, **place: Any) -> Attachment:
    name = file_name(file.filename)
    return Attachment(
        digest=blobs.put(file.content),
        file_name=name,
        content_type=content_type_of(file.content, name),
        size=file.size,
        content_id=file.content_id[:250],
        is_inline=file.inline,
        created_at=at,
        **_check(at),
        **place,
    )
