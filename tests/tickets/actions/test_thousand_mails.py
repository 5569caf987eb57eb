"""A thousand mails of one sender within a minute, with the caps as they are shipped."""

from datetime import timedelta

import pytest
from django.conf import settings

from notifications.models import Delivery
from tests.tickets.mails import STRANGER, raw
from tests.tickets.moments import NOON
from tickets.actions import inbound, processing
from tickets.enums import InboundAction, InboundState
from tickets.models import InboundMail

# Once: what counts is the same on every database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MAILS = 1_000
FLOODER = "loop@example.com"


def store_flood() -> None:
    """Store mails about a thousand matters, one after the other within a minute."""
    for number in range(MAILS):
        mail = raw(f"Words {number}.", sender=FLOODER, subject=f"Matter {number}", identity=f"{number}@example.com")
        at = NOON + timedelta(milliseconds=60 * number)
        inbound.store(mail, envelope_to="suport@example.org", envelope_from=FLOODER, at=at)


def test_they_delay_nobody_fill_no_queue_and_are_told_once(support, lead):
    store_flood()
    mail = raw(sender=STRANGER, identity="other@example.com")
    other = inbound.store(mail, envelope_to="suport@example.org", envelope_from="stranger@example.com", at=NOON + timedelta(minutes=1))

    processing.process_waiting(at=NOON + timedelta(minutes=1))

    other.refresh_from_db()
    assert (other.state, other.action) == (InboundState.DONE, InboundAction.CREATED)

    while processing.process_waiting(at=NOON + timedelta(minutes=1)):
        pass

    theirs = InboundMail.objects.filter(sender=FLOODER)
    assert theirs.filter(action=InboundAction.CREATED).count() == settings.MAIL_PER_SENDER
    assert theirs.filter(action=InboundAction.REJECTED, is_raw_kept=True).count() == MAILS - settings.MAIL_PER_SENDER
    acknowledged = Delivery.objects.filter(mail__key__startswith="ack:", address=FLOODER).count()
    assert acknowledged <= 3
    assert [told.address for told in Delivery.objects.filter(mail__key__startswith="flood:")] == [lead.email]
