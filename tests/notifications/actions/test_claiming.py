"""Taking deliveries into hand."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.actions import claiming
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_claim_takes_the_oldest_due_of_its_lane(mail):
    late, early = mail(at=NOON), mail(at=NOON - timedelta(hours=1))
    mail(lane=Lane.BULK, at=NOON)
    mail(not_before=NOON + timedelta(seconds=1), at=NOON)

    claimed = claiming.claim(Lane.DEFAULT, owner="one", at=NOON)

    assert claimed == [early, late]
    assert [(d.state, d.attempts, d.lease_until) for d in claimed] == [("sending", 1, NOON + timedelta(minutes=10))] * 2
    assert claiming.owner_of(claimed[0]) == "one"


def test_what_one_worker_holds_no_other_gets(mail):
    mail(at=NOON)

    assert len(claiming.claim(Lane.DEFAULT, owner="one", at=NOON)) == 1
    assert claiming.claim(Lane.DEFAULT, owner="two", at=NOON) == []


def test_a_claim_costs_few_queries_whatever_it_holds(mail, django_assert_num_queries):
    for _ in range(3):
        mail(at=NOON)

    with django_assert_num_queries(4):
        claimed = claiming.claim(Lane.DEFAULT, owner="one", at=NOON)
        assert [said.language for one in claimed for said in one.mail.texts.all()] == ["en", "ca"] * 3


def test_a_lease_is_renewed_when_it_runs_short(mail):
    mail(at=NOON)
    (held,) = claiming.claim(Lane.DEFAULT, owner="one", at=NOON)

    assert claiming.keep(held, at=NOON + timedelta(minutes=6)) is True
    assert Delivery.objects.get().lease_until == NOON + timedelta(minutes=16)


def test_a_delivery_taken_away_is_left_alone(mail):
    mail(at=NOON)
    (held,) = claiming.claim(Lane.DEFAULT, owner="one", at=NOON)
    Delivery.objects.update(state=DeliveryState.QUEUED, claimed_by="")

    assert claiming.keep(held, at=NOON + timedelta(minutes=9)) is False
    assert claiming.finish(held, DeliveryState.SENT) is False
    assert Delivery.objects.get().state == "queued"


@pytest.mark.parametrize("state", sorted(set(DeliveryState) - {DeliveryState.QUEUED, DeliveryState.DEFERRED}))
def test_only_what_waits_is_claimed(mail, state):
    mail(at=NOON)
    Delivery.objects.update(state=state)

    assert claiming.claim(Lane.DEFAULT, owner="one", at=NOON) == []
