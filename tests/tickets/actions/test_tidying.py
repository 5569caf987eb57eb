"""Stored files that nobody needs."""

import os
from datetime import timedelta

import pytest

from foundation import blobs
from tests.tickets.mails import arrive, log, raw
from tests.tickets.moments import NOON
from tickets.actions import tidying

pytestmark = pytest.mark.django_db


def age(digest: str, settings, days: int) -> None:
    path = settings.DATA_DIR / "blobs" / blobs.name_of(digest)
    moment = (NOON - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def test_a_blob_that_no_row_names_goes_after_three_days(settings, support):
    orphan, young = blobs.put(b"nobody's"), blobs.put(b"just written")
    arrive(raw())
    for digest, days in ((orphan, 4), (young, 2), (log().digest, 9)):
        age(digest, settings, days)

    assert tidying.forget_unused_blobs(at=NOON) == 1

    assert (blobs.read(young), blobs.read(log().digest)[:5]) == (b"just written", b"From:")
    with pytest.raises(FileNotFoundError):
        blobs.read(orphan)


def test_writing_a_blob_again_makes_it_young(settings, support):
    digest = blobs.put(b"came twice")
    age(digest, settings, 9)
    blobs.put(b"came twice")

    assert tidying.forget_unused_blobs(at=NOON) == 0


def test_a_house_without_files_has_nothing_to_forget(support):
    assert tidying.forget_unused_blobs(at=NOON) == 0
