"""Forgetting stored files that no row names any more."""

from datetime import datetime, timedelta

from foundation import blobs, clock
from tickets.models import Attachment, InboundMail

# Longer than any form or mail takes from its file to its row.
SPARED_FOR = timedelta(days=3)


def forget_unused_blobs(*, at: datetime | None = None) -> int:
    """Delete blobs that neither a mail nor an attachment names and that were last written three days ago; return how many."""
    before = clock.now(at) - SPARED_FOR
    unused = list(blobs.unused_before(before, _named))
    for digest in unused:
        blobs.delete(digest)
    return len(unused)


def _named(digests: list[str]) -> set[str]:
    """Return those of ``digests`` that some row names."""
    mails = InboundMail.objects.filter(digest__in=digests).values_list("digest", flat=True)
    files = Attachment.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return {*mails, *files}
