"""Views of a list that agents have given a name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from queues.models import Queue
from tickets.querysets import SavedViewQuerySet

LONGEST_NAME = 60
LONGEST_QUERY = 1_000


class SavedView(models.Model):
    """Filters and an order of a list, kept under a name; of one queue, or of all that the agent works in.

    ``query`` is what stands behind the question mark of the list's address. A view of a queue may be shared with everybody who works there.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    queue = models.ForeignKey(
        Queue, on_delete=models.CASCADE, null=True, blank=True, related_name="saved_views", db_index=False, verbose_name=_("queue")
    )
    query = models.CharField(_("filters and order"), max_length=LONGEST_QUERY)
    is_shared = models.BooleanField(_("shared with the queue"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once_per_owner"),
            models.CheckConstraint(
                condition=models.Q(is_shared=False) | models.Q(queue__isnull=False), name="saved_view_shared_in_a_queue"
            ),
        ]
        indexes = [models.Index(fields=["queue"], condition=models.Q(is_shared=True), name="saved_view_shared")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the view is seen."""
        return address(self.queue.slug if self.queue is not None else None, self.query)


class StartView(models.Model):
    """The view that an agent wants to see first in a list: one for each queue, and one for all of them together."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="start_views", verbose_name=_("agent"))
    queue = models.ForeignKey(
        Queue, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("queue")
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="starts", verbose_name=_("view"))

    class Meta:
        verbose_name = _("view to begin with")
        verbose_name_plural = _("views to begin with")
        constraints = [
            models.UniqueConstraint(fields=["user", "queue"], condition=models.Q(queue__isnull=False), name="start_view_once_per_queue"),
            models.UniqueConstraint(fields=["user"], condition=models.Q(queue__isnull=True), name="start_view_once_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.view_id}"


def address(slug: str | None, query: str) -> str:
    """Return where a view is seen: in the list of the queue ``slug``, or of all queues."""
    return f"{reverse('desk:queue', args=[slug]) if slug is not None else reverse('desk:tickets')}?{query}"
