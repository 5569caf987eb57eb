"""How soon a ticket's turn comes, by the answers to two plain questions."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from queues.matrix import STANDARD, Cells
from queues.models.queue import Queue
from queues.querysets import PriorityMatrixQuerySet


def standard_cells() -> Cells:
    """Return the cells of a new matrix."""
    return {people: dict(row) for people, row in STANDARD.items()}


class PriorityMatrix(models.Model):
    """One matrix of impact × urgency. The one without a queue holds for every queue that has none of its own."""

    queue = models.OneToOneField(
        Queue, on_delete=models.CASCADE, null=True, blank=True, related_name="priority_matrix", verbose_name=_("queue")
    )
    cells = models.JSONField(_("priorities"), default=standard_cells)

    objects = PriorityMatrixQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority matrix")
        verbose_name_plural = _("priority matrices")
        constraints = [
            models.UniqueConstraint(
                Coalesce("queue", 0),
                name="priority_matrix_one_for_the_rest",
                violation_error_message=_("There is a matrix for this already. Change that one instead."),
            )
        ]

    def __str__(self) -> str:
        return str(self.queue) if self.queue is not None else gettext("Every queue without its own")
