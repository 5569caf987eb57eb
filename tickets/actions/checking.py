"""Letting the virus scanner look at files, whichever way they came. What it finds something in is kept away; what it cannot check waits.

Without ``VIRUS_SCANNER`` nothing is checked and nothing waits.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from foundation import blobs, clock
from foundation.safetext import one_line
from tickets.actions import record
from tickets.channels import scanner
from tickets.enums import Verb
from tickets.file_enums import FileCheck
from tickets.models import Attachment
from tickets.querysets import AttachmentQuerySet

logger = logging.getLogger(__name__)

BATCH = 50
# How long one worker may have a file in its hands.
CLAIM = timedelta(minutes=5)
# The scanner was away, or had a reason of its own not to look.
AGAIN = timedelta(minutes=1)
LATER = timedelta(hours=1)
LONGEST_FINDING = 200


def check_waiting(*, at: datetime | None = None) -> int:
    """Let the scanner look at the files that wait, oldest first; return how many it looked at. Ends when it cannot be reached."""
    address = settings.VIRUS_SCANNER
    if not address:
        return 0
    moment, done = clock.now(at), 0
    for file in list(Attachment.objects.unchecked(moment).order_by("check_at", "pk")[:BATCH]):
        # The claim: of two workers with the same file in their list the second finds another moment in the row.
        mine = Attachment.objects.unchecked(moment).filter(pk=file.pk, check_at=file.check_at)
        if not mine.update(check_at=moment + CLAIM):
            continue
        try:
            done += _check(file, address, at=moment)
        except scanner.Unreachable as problem:
            logger.warning("The virus scanner cannot be reached (%s); files wait", problem)
            Attachment.objects.filter(pk=file.pk, virus_check=FileCheck.WAITING).update(check_at=moment + AGAIN)
            break
    return done


def check_earlier(*, at: datetime | None = None) -> int:
    """Let files that came before there was a scanner wait for it, too; return how many. Until it looked at them they are kept away."""
    return Attachment.objects.filter(virus_check="").update(virus_check=FileCheck.WAITING, check_at=clock.now(at))


def _check(file: Attachment, address: str, *, at: datetime) -> bool:
    """Ask about one file, and note the answer on every row with the same content. Tell whether there was one. Raises ``Unreachable``."""
    try:
        with blobs.open_blob(file.digest) as content:
            verdict = scanner.check(content, address)
    except (scanner.NotChecked, FileNotFoundError) as problem:
        why = str(problem) if isinstance(problem, scanner.NotChecked) else "its content is gone"
        logger.warning("File %s could not be checked for viruses: %s", file.pk, one_line(why))
        _waiting(file.digest).update(check_at=at + LATER, finding=one_line(why, LONGEST_FINDING))
        return False
    with transaction.atomic():
        same = _waiting(file.digest)
        found = list(same.select_related("message__ticket").order_by("pk")) if not verdict.is_clean else []
        state = FileCheck.CLEAN if verdict.is_clean else FileCheck.INFECTED
        same.update(virus_check=state, check_at=None, finding=one_line(verdict.found, LONGEST_FINDING))
        for one in found:
            _tell(one, verdict.found, at=at)
    return True


def _waiting(digest: str) -> AttachmentQuerySet:
    return Attachment.objects.filter(digest=digest, virus_check=FileCheck.WAITING)


def _tell(file: Attachment, finding: str, *, at: datetime) -> None:
    if file.message is not None:
        said = f"{file.file_name} ({one_line(finding, LONGEST_FINDING)})"
        record.event(file.message.ticket, Verb.FILE_KEPT_AWAY, by=None, at=at, reason=said, file=file.pk, message=file.message_id)
