"""Selections of queues and members."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from queues.matrix import STANDARD, Cells

if TYPE_CHECKING:
    from queues.models import Absence, Membership, PriorityMatrix, Queue, TransferPreset


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

    def on_line(self, queue_id: int, tier: int) -> "MembershipQuerySet":
        """Those who work on one line of a queue, with their names. Somebody who may no longer sign in works nowhere."""
        return self.filter(queue_id=queue_id, tier=tier, user__is_active=True).select_related("user")


class TransferPresetQuerySet(models.QuerySet["TransferPreset"]):
    """Selections of hand-overs."""

    def offered_in(self, queue_id: int) -> "TransferPresetQuerySet":
        """Hand-overs out of one queue, into queues that are in use, in their order."""
        ready = self.filter(source_id=queue_id, is_active=True, target__is_active=True)
        return ready.select_related("target", "category").order_by("position", "pk")


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Selections of absences."""

    def on_day(self, day: date) -> "AbsenceQuerySet":
        """Absences that cover ``day``."""
        return self.filter(first_day__lte=day, last_day__gte=day)

    def ending_from(self, day: date) -> "AbsenceQuerySet":
        """Absences that are not over before ``day``, the next one first."""
        return self.filter(last_day__gte=day).order_by("first_day", "pk")


class PriorityMatrixQuerySet(models.QuerySet["PriorityMatrix"]):
    """Selections of priority matrices."""

    def cells_for(self, queue_id: int) -> Cells:
        """Return the cells that hold for a queue: its own, else those for the rest, else the standard ones. One query."""
        found: dict[int | None, Cells] = dict(self.filter(Q(queue_id=queue_id) | Q(queue_id__isnull=True)).values_list("queue_id", "cells"))
        return found.get(queue_id) or found.get(None) or STANDARD


class ReadyMadeQuerySet(models.QuerySet[Any]):
    """Selections of canned replies or macros."""

    def offered_in(self, queue_id: int) -> Self:
        """Those in use for a queue, in their order."""
        return self.filter(models.Q(queue=queue_id) | models.Q(queue__isnull=True), is_active=True).order_by("position", "pk")
