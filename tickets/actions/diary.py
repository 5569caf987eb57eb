"""An agent's diary: what stands in it already, and when there is room.

What is booked excludes another appointment. A day of absence and a time that is offered in another ticket may be meant so: they are told first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts import installation
from accounts.models import User
from foundation import clock
from foundation.workdays import working_day
from queues.agents import today
from queues.models import Absence, Membership
from tickets.enums import AppointmentState
from tickets.errors import Clash, Refused
from tickets.models import Appointment, AppointmentSlot, Ticket

FURTHEST = timedelta(days=60)
LONGEST = timedelta(hours=2)
# What is proposed: twice a day on the next working days, by the house's clock.
PROPOSED_AT = (time(10), time(15, 30))
PROPOSED = 6
PROPOSED_FROM_DAYS = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an agent's time, and in which ticket it is offered when it is not fixed."""

    start: datetime
    end: datetime
    offered_in: str = ""

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether they share a moment; what only touches does not."""
        return self.start < end and start < self.end


def held(agent: User) -> User:
    """Return the agent, whose diary nobody else writes into until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=agent.pk)


def works_on(agent: User, ticket: Ticket) -> bool:
    """Whether the agent can still meet somebody about ``ticket``."""
    return agent.is_active and Membership.objects.of(agent.pk).filter(queue_id=ticket.queue_id).exists()


def require_works_on(agent: User, ticket: Ticket) -> None:
    """Raise ``Refused`` for an agent who has left, or who does not work in the ticket's queue."""
    if not works_on(agent, ticket):
        raise Refused(gettext("%(name)s does not work in this queue.") % {"name": agent.display_name})


def require_possible(agent: User, start: datetime, minutes: int, *, at: datetime, besides: Appointment | None = None) -> None:
    """Raise ``Refused`` when ``start`` is past or far away, or when ``agent`` has another appointment than ``besides`` in these minutes."""
    if start <= at:
        raise Refused(gettext("%(time)s has passed. Please choose a later time.") % {"time": told(start)})
    if start - at > FURTHEST:
        raise Refused(gettext("%(time)s is very far away. Please choose a time within sixty days.") % {"time": told(start)})
    if is_taken(agent, start, start + timedelta(minutes=minutes), besides=besides):
        raise Refused(gettext("%(name)s has another appointment at %(time)s.") % {"name": agent.display_name, "time": told(start)})


def is_taken(agent: User, start: datetime, end: datetime, *, besides: Appointment | None = None) -> bool:
    """Whether another appointment than ``besides`` is booked with the agent between the two moments."""
    taken = Appointment.objects.booked_within(agent.pk, start, end)
    return (taken.exclude(pk=besides.pk) if besides is not None else taken).exists()


def require_clear(agent: User, starts: Iterable[datetime], minutes: int, *, besides: Appointment | None = None) -> None:
    """Raise ``Clash`` with one sentence for each time at which ``agent`` is away, or which is offered in another ticket too."""
    reasons = list(_clashes(agent, sorted(starts), timedelta(minutes=minutes), besides))
    if reasons:
        raise Clash(reasons)


def _clashes(agent: User, starts: list[datetime], length: timedelta, besides: Appointment | None) -> Iterator[str]:
    if not starts:
        return
    absences, offers = absences_of(agent.pk, since=starts[0]), list(_offers(agent.pk, starts[0], starts[-1] + length, besides))
    for start in starts:
        away = away_on(today(start), absences)
        words = {"name": agent.display_name, "time": told(start)}
        if away is not None:
            until = date_format(away.last_day, "DATE_FORMAT")
            yield gettext("%(time)s: %(name)s is away until %(date)s.") % {**words, "date": until}
        for span in offers:
            if span.meets(start, start + length):
                yield gettext("%(time)s: %(name)s is offered for %(reference)s then, too.") % {**words, "reference": span.offered_in}


def absences_of(agent_id: int, *, since: datetime) -> list[Absence]:
    """Return the agent's absences that are not over by then."""
    return list(Absence.objects.ending_from(today(since)).filter(user_id=agent_id))


def away_on(day: date, absences: Iterable[Absence]) -> Absence | None:
    """Return the absence that covers ``day``, if there is one."""
    return next((absence for absence in absences if absence.first_day <= day <= absence.last_day), None)


def _offers(agent_id: int, start: datetime, end: datetime, besides: Appointment | None = None) -> Iterator[Span]:
    waiting = AppointmentSlot.objects.filter(appointment__agent_id=agent_id, appointment__state=AppointmentState.OFFERED)
    near = waiting.filter(starts_at__lt=end, starts_at__gt=start - LONGEST).select_related("appointment__ticket")
    for slot in near.order_by("starts_at", "pk"):
        if besides is None or slot.appointment_id != besides.pk:
            yield Span(slot.starts_at, slot.starts_at + slot.appointment.length, slot.appointment.ticket.reference)


def proposals(agent: User, minutes: int, *, at: datetime) -> list[datetime]:
    """Return some times of the next working days at which nothing stands against an appointment of ``agent``; three queries."""
    zone = clock.zone(installation.current().time_zone)
    days = [working_day(today(at), number) for number in range(1, PROPOSED_FROM_DAYS + 1)]
    moments = [datetime.combine(day, start, zone) for day in days for start in PROPOSED_AT]
    first, last, length = moments[0], moments[-1] + timedelta(days=1), timedelta(minutes=minutes)
    booked = Appointment.objects.booked_within(agent.pk, first, last).values_list("starts_at", "ends_at")
    busy = [*_offers(agent.pk, first, last), *(Span(start, end) for start, end in booked if start and end)]
    absences = absences_of(agent.pk, since=first)
    free = (
        moment
        for moment in moments
        if away_on(today(moment), absences) is None and not any(span.meets(moment, moment + length) for span in busy)
    )
    return [moment for moment, _ in zip(free, range(PROPOSED), strict=False)]


def told(moment: datetime) -> str:
    """Return a moment in the reader's zone, in short."""
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
