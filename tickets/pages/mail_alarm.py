"""Mail accounts that have not been read for too long, as leads and administrators are told on every page of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime

from foundation import clock
from foundation.rows import Rows
from queues.models import Queue
from tickets.account_enums import ReadingFault
from tickets.models import MailAccount

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SilentAccount:
    """An account, since when it has not been read (``None``: never), and why, if that is known."""

    name: str
    since: datetime | None
    why: str


def column() -> Rows:
    """Return the silent accounts as a column of any query that reads something else: they cost no query of their own."""
    rows = MailAccount.objects.silent(clock.now())[:MOST_SHOWN]
    return Rows(rows.values("host", "user", "fault", "last_read_at"))


def read(queues: Iterable[Queue]) -> list[SilentAccount]:
    """Return the accounts that came along with the agent's queues; none for who is not told."""
    rows = next((getattr(queue, "silent_accounts", []) for queue in queues), [])
    return [
        SilentAccount(
            f"{row['user']} · {row['host']}", _moment(row["last_read_at"]), str(ReadingFault(row["fault"]).label) if row["fault"] else ""
        )
        for row in rows
    ]


def _moment(text: str | None) -> datetime | None:
    moment = parse_datetime(text) if text else None
    # SQLite writes moments without their zone, which is UTC.
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)
