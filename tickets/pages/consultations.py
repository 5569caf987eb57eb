"""Whom agents asked outside about a ticket, as its pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from foundation.rows import moment
from notifications.enums import DeliveryState
from tickets.mail_enums import ConsultationState
from tickets.models import Consultation, Ticket

# The newest: a page shows no list without end.
MOST = 30
_UNSENT = frozenset({DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.EXPIRED, DeliveryState.CANCELLED})
_COLUMNS = ("pk", "address", "state", "asked_at", "settled_at", "away_at", "question_id")


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody outside who was asked: who, by whom, when, what came of it; where the question stands, and how to end the wait."""

    pk: int
    address: str
    by: str
    asked_at: datetime
    state: str
    settled_at: datetime | None
    away_at: datetime | None
    question_id: int
    unsent: str = ""
    end_url: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is awaited and may come."""
        return self.state == ConsultationState.WAITING and not self.unsent

    @property
    def is_open(self) -> bool:
        """Whether somebody has to think of it: no answer yet, or it did not arrive."""
        return self.state in {ConsultationState.WAITING, ConsultationState.FAILED}

    @property
    def said(self) -> str:
        """What became of it, in words."""
        if self.unsent:
            return self.unsent
        return str(ConsultationState(self.state).label)

    @property
    def tone(self) -> str:
        """How loud that is."""
        return "bad" if self.unsent or self.state == ConsultationState.FAILED else ""


def rows_of(ticket_id: int) -> Any:
    """Return the query whose rows ``asked`` reads: those of a ticket and of all that was merged into it, the newest first."""
    return Consultation.objects.of_whole(ticket_id).values(
        *_COLUMNS, name=F("asked_by__name"), email=F("asked_by__email"), sent=F("delivery__state"), why=F("delivery__reason")
    )[:MOST]


def asked(ticket_id: int, rows: Iterable[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """Return what a page of the ticket shows of such rows; their moments may be texts, as one column of another query brings them."""
    return tuple(_one(ticket_id, row) for row in rows)


def all_of(ticket: Ticket) -> tuple[Asked, ...]:
    """Return everybody who was asked about ``ticket``, the newest first."""
    return asked(ticket.pk, rows_of(ticket.pk))


def _one(ticket_id: int, row: Mapping[str, Any]) -> Asked:
    is_unsent = row["state"] == ConsultationState.WAITING and row["sent"] in _UNSENT
    return Asked(
        row["pk"],
        row["address"],
        row["name"] or row["email"] or gettext("Somebody"),
        moment(row["asked_at"]),
        row["state"],
        moment(row["settled_at"]) if row["settled_at"] else None,
        moment(row["away_at"]) if row["away_at"] else None,
        row["question_id"],
        unsent=f"{gettext('Was not sent')}: {gettext(row['why'])}"
        if is_unsent and row["why"]
        else gettext("Was not sent")
        if is_unsent
        else "",
        end_url=reverse("desk:end_consultation", args=[ticket_id, row["pk"]]) if row["state"] == ConsultationState.WAITING else "",
    )
