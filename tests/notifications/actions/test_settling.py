"""What dead workers held, by what their journals say."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications import journal
from notifications.actions import claiming
from notifications.actions.settling import settle_abandoned
from notifications.enums import Lane
from notifications.models import Delivery

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DEFAULT, BULK = Lane.DEFAULT, Lane.BULK


def held_by(book_name: str, mail, lane: Lane = DEFAULT) -> Delivery:
    mail(lane=lane, at=NOON)
    (held,) = claiming.claim(lane, owner=book_name, at=NOON)
    return held


@pytest.mark.parametrize(
    ("lane", "words", "state"),
    [
        (DEFAULT, [], "queued"),
        (DEFAULT, ["DATA"], "queued"),
        (DEFAULT, ["DATA", 250], "sent"),
        (DEFAULT, ["DATA", 554], "queued"),
        (BULK, [], "queued"),
        (BULK, ["DATA"], "unknown"),
        (BULK, ["DATA", 250], "sent"),
        (BULK, ["DATA", 554], "queued"),
    ],
)
def test_a_dead_workers_journal_settles_at_once(mail, lane, words, state):
    book = journal.Journal()
    held = held_by(book.name, mail, lane)
    for word in words:
        book.note(held.pk, held.attempts, word)
    book.close()

    assert settle_abandoned(at=NOON) == 1

    held.refresh_from_db()
    assert (held.state, held.claimed_by, held.attempts) == (state, "", 1)


def test_a_living_workers_deliveries_are_its_own_until_the_lease_ends(mail):
    book = journal.Journal()
    held = held_by(book.name, mail)

    early, late = settle_abandoned(at=NOON + timedelta(minutes=9)), settle_abandoned(at=NOON + timedelta(minutes=10))

    book.close()
    held.refresh_from_db()
    assert (early, late, held.state) == (0, 1, "queued")


@pytest.mark.parametrize(("lane", "state"), [(DEFAULT, "queued"), (BULK, "unknown")])
def test_without_the_journal_it_takes_longer_and_is_unclear(mail, lane, state):
    held = held_by("another-machine", mail, lane)

    early, late = settle_abandoned(at=NOON + timedelta(minutes=19)), settle_abandoned(at=NOON + timedelta(minutes=20))

    held.refresh_from_db()
    assert (early, late, held.state) == (0, 1, state)


def test_words_about_an_earlier_attempt_do_not_count(mail):
    book = journal.Journal()
    held = held_by(book.name, mail, BULK)
    book.note(held.pk, held.attempts - 1, "DATA")
    book.close()

    settle_abandoned(at=NOON)

    held.refresh_from_db()
    assert held.state == "queued"


def test_a_letter_that_kills_its_worker_is_tried_ever_more_rarely(mail):
    book = journal.Journal()
    mail(at=NOON)
    Delivery.objects.update(attempts=2)
    claiming.claim(DEFAULT, owner=book.name, at=NOON)
    book.close()

    settle_abandoned(at=NOON)

    assert Delivery.objects.get().not_before == NOON + timedelta(minutes=15)
