"""Work that happens by the clock: tasks call one function each."""

from datetime import timedelta

import pytest

from accounts.models import Organisation, PartnerGrant
from tests.tickets.mails import log, raw
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets import tasks
from tickets.actions import inbound
from tickets.enums import Act, InboundState, StallReason, Status

pytestmark = pytest.mark.django_db


def test_a_nudge_processes_its_mail(support):
    tasks.receive_stored(inbound.store(raw(), at=NOON).pk)

    assert log().state == InboundState.DONE


def test_a_nudge_for_a_mail_that_is_gone_does_nothing(support):
    tasks.receive_stored(987_654)


def test_the_sweep_finds_a_mail_whose_nudge_was_lost(support):
    inbound.store(raw(), at=NOON)

    tasks.sweep_inbound()

    assert log().state == InboundState.DONE


def test_the_sweep_wakes_a_ticket(ticket):
    stand(ticket, Status.STALLED, stall_reason=StallReason.DATE, wake_at=NOON)

    tasks.sweep_tickets()

    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN


def test_the_clock_closes_what_nobody_objects_to(ticket):
    stand(ticket, Status.RESOLVED, act=Act.CLOSE, act_at=NOON)

    tasks.act_on_tickets()

    ticket.refresh_from_db()
    assert ticket.status == Status.CLOSED


def test_the_clock_ends_a_partner_s_right(house):
    client, partner = (Organisation.objects.create(name=name) for name in ("Vilaclara", "Puig Advisers"))
    right = PartnerGrant.objects.create(client=client, partner=partner, granted_at=NOON, until=NOON.date() - timedelta(days=1))

    tasks.end_rights()

    right.refresh_from_db()
    assert right.ended_at == NOON
