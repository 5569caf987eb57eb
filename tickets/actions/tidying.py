"""Forgetting what nobody needs: stored files that no row names, accounts that nobody ever entered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError

from accounts import installation
from accounts.models import User
from foundation import blobs, clock
from tickets.models import Attachment, InboundMail

# Longer than any form or mail takes from its file to its row.
SPARED_FOR = timedelta(days=3)
# The code of an account lives minutes; who comes back later than this asks for an account once more.
ACCOUNTS_SPARED_FOR = timedelta(days=7)
BATCH = 500


def forget_unused_blobs(*, at: datetime | None = None) -> int:
    """Delete blobs that neither a mail nor an attachment names and that were last written three days ago; return how many."""
    before = clock.now(at) - SPARED_FOR
    unused = list(blobs.unused_before(before, _named))
    for digest in unused:
        blobs.delete(digest)
    return len(unused)


def forget_old_mails(*, at: datetime | None = None) -> int:
    """Stop keeping processed mails as they came after the days that the house says; return how many. The log keeps their rows.

    Their blobs go with the unused ones.
    """
    days = installation.current().raw_mail_days
    if not days:
        return 0
    old = InboundMail.objects.kept_since_before(clock.now(at) - timedelta(days=days)).values_list("pk", flat=True)
    forgotten = 0
    while numbers := list(old[:BATCH]):
        forgotten += InboundMail.objects.filter(pk__in=numbers).update(is_raw_kept=False)
    return forgotten


def forget_accounts_never_entered(*, at: datetime | None = None) -> int:
    """Delete accounts that were asked for a week ago and never entered; return how many.

    Those that hold something meanwhile stay: a ticket, a place in an organisation, a ticket that they follow, a line to work on.
    """
    rows = User.objects.never_entered(clock.now(at) - ACCOUNTS_SPARED_FOR)
    empty = rows.filter(tickets=None, contacts=None, followed=None, memberships=None, is_staff=False, is_superuser=False)
    return sum(_forget(person) for person in empty[:BATCH])


def _forget(person: User) -> bool:
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        # Something else tells of them.
        return False
    return True


def _named(digests: list[str]) -> set[str]:
    """Return those of ``digests`` that some row names."""
    mails = InboundMail.objects.filter(digest__in=digests, is_raw_kept=True).values_list("digest", flat=True)
    files = Attachment.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return {*mails, *files}
