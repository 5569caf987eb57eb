"""The steps of a ticket's process."""

from dataclasses import dataclass

from django.utils.translation import gettext

from tickets.enums import Status
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process, and whether it is ``done``, ``current`` or ``to_come``."""

    label: str
    state: str


def steps(ticket: Ticket) -> list[Step]:
    """Return the eight steps of the process for ``ticket``. A rejected ticket goes no further, so none is current."""
    is_prioritised = bool(ticket.people and ticket.urgency) or ticket.has_own_priority
    is_solved = ticket.status in {Status.RESOLVED, Status.CLOSED}
    facts = [
        (gettext("Identify"), bool(ticket.kind)),
        (gettext("Log"), True),
        (gettext("Categorise"), ticket.category_id is not None),
        (gettext("Prioritise"), is_prioritised),
        (gettext("Diagnose"), ticket.diagnosed_at is not None or ticket.answered_at is not None),
        (gettext("Escalate"), ticket.tier > 1),
        (gettext("Resolve"), is_solved),
        (gettext("Close"), ticket.status == Status.CLOSED),
    ]
    # Escalating is no debt: the first line may solve it.
    owed = [label for label, is_done in facts if not is_done and label != gettext("Escalate")]
    current = owed[0] if owed and ticket.status != Status.REJECTED else ""
    return [Step(label, "done" if is_done else "current" if label == current else "to_come") for label, is_done in facts]
