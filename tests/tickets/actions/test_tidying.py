"""Stored files and accounts that nobody needs."""

import os
from datetime import timedelta

import pytest

from accounts.models import Contact, Organisation, User
from foundation import blobs
from tests import factories
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


def test_an_account_that_nobody_entered_goes_after_a_week(house):
    old, young, entered, used = (factories.person(f"{name}@example.com", "") for name in ("old", "young", "entered", "used"))
    User.objects.update(signed_up_at=NOON - timedelta(days=8))
    User.objects.filter(pk=young.pk).update(signed_up_at=NOON - timedelta(days=6))
    User.objects.filter(pk=entered.pk).update(last_login=NOON - timedelta(days=8))
    Contact.objects.create(user=used, organisation=Organisation.objects.create(name="Vilaclara"))
    recorded = factories.person("recorded@example.com", "")

    assert tidying.forget_accounts_never_entered(at=NOON) == 1

    assert set(User.objects.values_list("pk", flat=True)) == {young.pk, entered.pk, used.pk, recorded.pk}
    assert old.pk is not None


def test_an_account_that_a_ticket_tells_of_stays(ticket, stranger):
    User.objects.filter(pk=stranger.pk).update(signed_up_at=NOON - timedelta(days=8))
    ticket.events.create(at=NOON, by=stranger, verb="written")

    assert (tidying.forget_accounts_never_entered(at=NOON), User.objects.filter(pk=stranger.pk).exists()) == (0, True)
