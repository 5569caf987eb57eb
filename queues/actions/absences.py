"""Days on which agents are away."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import User
from foundation.safetext import one_line
from queues.agents import today
from queues.errors import Refused
from queues.models import Absence

LONGEST = timedelta(days=366)
LONGEST_NOTE = 200


@transaction.atomic
def record(person: User, *, first_day: date, last_day: date, note: str = "", by: User, at: datetime | None = None) -> Absence:
    """Write down that ``person`` is away from one day to another, both included.

    Raises ``Refused`` when the last day lies before the first or has passed, when it is longer than a year, and when another absence
    covers one of the days. The person's row is locked, so that two at once cannot overlap.
    """
    if last_day < first_day:
        raise Refused(gettext("The last day lies before the first. Please check the dates."))
    if last_day < today(at):
        raise Refused(gettext("These days have passed. Please choose later ones."))
    if last_day - first_day > LONGEST:
        raise Refused(gettext("This is longer than a year. Please check the dates."))
    User.objects.select_for_update().only("pk").get(pk=person.pk)
    other = Absence.objects.filter(user=person, first_day__lte=last_day, last_day__gte=first_day).first()
    if other is not None:
        days = {"first": date_format(other.first_day, "DATE_FORMAT"), "last": date_format(other.last_day, "DATE_FORMAT")}
        raise Refused(gettext("There is an absence from %(first)s to %(last)s already. Remove it first, or choose other days.") % days)
    return Absence.objects.create(user=person, first_day=first_day, last_day=last_day, note=one_line(note[:LONGEST_NOTE]), recorded_by=by)


@transaction.atomic
def end(absence: Absence, *, at: datetime | None = None) -> None:
    """Let the person be here again from today on: what lies ahead is removed, what has begun ended yesterday. Done twice it is done once."""
    now = Absence.objects.select_for_update().filter(pk=absence.pk).first()
    yesterday = today(at) - timedelta(days=1)
    if now is None or now.last_day <= yesterday:
        return
    if now.first_day > yesterday:
        now.delete()
        return
    now.last_day = yesterday
    now.save(update_fields=["last_day"])
