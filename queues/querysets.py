"""Selections of queues and members."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from queues.models import Absence, Membership, Queue


class QueueQuerySet(models.QuerySet["Queue"]):
    """Selections of queues."""

    def active(self) -> "QueueQuerySet":
        """Queues in use, in their order."""
        return self.filter(is_active=True).order_by("position", "pk")

    def entry(self) -> "Queue | None":
        """The queue where every ticket enters that names no other."""
        return self.active().filter(is_entry=True).first() or self.active().first()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Selections of memberships."""

    def of(self, user_id: int) -> "MembershipQuerySet":
        """One person's memberships in queues that are in use."""
        return self.filter(user_id=user_id, queue__is_active=True)

    def staffing(self, queue_id: int) -> "MembershipQuerySet":
        """Memberships of people who can work in one queue: who has left works nowhere."""
        return self.filter(queue_id=queue_id, user__is_active=True)

    def staffed_tiers(self, queue_id: int) -> frozenset[int]:
        """Return the lines of a queue that somebody works on."""
        return frozenset(self.staffing(queue_id).values_list("tier", flat=True))


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Selections of absences."""

    def on_day(self, day: date) -> "AbsenceQuerySet":
        """Absences that cover ``day``."""
        return self.filter(first_day__lte=day, last_day__gte=day)

    def ending_from(self, day: date) -> "AbsenceQuerySet":
        """Absences that are not over before ``day``, the next one first."""
        return self.filter(last_day__gte=day).order_by("first_day", "pk")
