"""Monitoring rules for tests, and the mails of a program that watches machines."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any

from queues.models import Queue
from tests.tickets.mails import arrive, raw
from tests.tickets.moments import NOON
from tickets.models import MonitoringRule

NAGIOS = "nagios@monitor.example.org"
DISK = "db1/disk is CRITICAL"
_NUMBERS = count()


def rule(queue: Queue, **changed: Any) -> MonitoringRule:
    """A rule for the mails of Nagios, for a queue."""
    fields = {
        "name": "Nagios",
        "senders": NAGIOS,
        "trouble": "** PROBLEM * Alert: {problem} is *",
        "recovery": "** RECOVERY * Alert: {problem} is *",
        "news": "** ACKNOWLEDGEMENT * Alert: {problem} is *",
        "queue": queue,
        **changed,
    }
    return MonitoringRule.objects.create(**fields)


def alert(word: str = "PROBLEM", about: str = DISK, *, at: datetime = NOON, said: datetime | None = None, **given: Any) -> Any:
    """Receive a mail of Nagios ``at`` a moment, written then or at ``said``; return what became of it. Headers by keyword, as for ``raw``."""
    is_capped = given.pop("is_capped", True)
    mail = raw(
        f"State of {about}.",
        sender=given.pop("sender", NAGIOS),
        subject=given.pop("subject", f"** {word} Service Alert: {about} **"),
        identity=f"{next(_NUMBERS)}@monitor.example.org",
        Date=format_datetime(said or at),
        **given,
    )
    return arrive(mail, at=at, is_capped=is_capped)


def later(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)
