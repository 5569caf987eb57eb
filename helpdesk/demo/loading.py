"""Loading the whole demo: house, people, tickets, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts import installation
from foundation import clock
from helpdesk.demo import alerts, house, received, stories
from notifications.enums import Lane
from notifications.models import LaneSignal
from tickets.models import DigestLine

# People were there a while before their first ticket.
KNOWN_FOR = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is now, and how many tickets of it are new."""

    tickets: int
    new_tickets: int
    people: int


def load(*, at: datetime | None = None) -> Loaded:
    """Load what is missing of the demo, as if its stories had happened in the weeks before ``at``. All of it, or nothing."""
    now = clock.now(at)
    with transaction.atomic():
        built = house.build(at=now - KNOWN_FOR)
        teller = stories.Teller(built, now, ZoneInfo(installation.current().time_zone))
        told_later = list(DigestLine.objects.values_list("pk", flat=True))
        new = stories.tell_all(teller)
        received.receive_all(teller)
        new += alerts.tell_all(teller)
        # Nobody gets a digest of stories.
        DigestLine.objects.exclude(pk__in=told_later).delete()
        # The verbs above want to tell the workers of mail. None of it waits, so the lane counts as told until the commit is over.
        LaneSignal.objects.raise_for(Lane.DEFAULT, clock.now(), timedelta(0))
    LaneSignal.objects.lower_for(Lane.DEFAULT)
    installation.forget()
    return Loaded(len(teller.told), new, len(built.people))
