"""Absences that are not over, each with the appointments that lie on its days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from queues.agents import today
from queues.models import Absence
from tickets.enums import AppointmentState
from tickets.models import Appointment, AppointmentSlot
from tickets.references import reference


@dataclass(frozen=True, slots=True)
class Meeting:
    """A time on a day of absence: booked, or offered and not yet chosen."""

    ticket_id: int
    at: datetime
    is_booked: bool

    @property
    def reference(self) -> str:
        """What the ticket is called."""
        return reference(self.ticket_id)


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, and whom the agent was to meet meanwhile."""

    absence: Absence
    meetings: list[Meeting] = field(default_factory=list)


def away_from(people: QuerySet[User], *, who: Viewer, at: datetime) -> list[Away]:
    """Return the absences of ``people`` that are not over, the next one first; meetings in the queues of ``who`` alone. Three queries."""
    rows = list(Absence.objects.ending_from(today(at)).filter(user__in=people).select_related("user"))
    meetings = list(_meetings({row.user_id for row in rows}, who=who, at=at)) if rows else []
    return [
        Away(row, [meeting for agent, meeting in meetings if agent == row.user_id and row.first_day <= today(meeting.at) <= row.last_day])
        for row in rows
    ]


def _meetings(agents: set[int], *, who: Viewer, at: datetime) -> Iterator[tuple[int, Meeting]]:
    mine = {"agent__in": agents, "ticket__queue__in": who.queue_ids}
    booked = Appointment.objects.filter(**mine, state=AppointmentState.BOOKED, starts_at__gte=at).order_by("starts_at", "pk")
    for agent, ticket, start in booked.values_list("agent", "ticket", "starts_at"):
        if start is not None:
            yield agent, Meeting(ticket, start, is_booked=True)
    about = {f"appointment__{name}": value for name, value in mine.items()}
    offered = AppointmentSlot.objects.filter(**about, appointment__state=AppointmentState.OFFERED, starts_at__gte=at)
    for agent, ticket, start in offered.order_by("starts_at", "pk").values_list("appointment__agent", "appointment__ticket", "starts_at"):
        yield agent, Meeting(ticket, start, is_booked=False)
