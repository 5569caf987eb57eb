"""How tickets were solved: what a colleague finds when the same trouble comes again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models import Category
from tickets.models.event import TicketEvent
from tickets.models.ticket import Ticket
from tickets.querysets import ResolutionQuerySet


class Resolution(models.Model):
    """One time that a ticket was solved: why it happened, what was done. The last one of a ticket counts.

    Its words are for colleagues; the requester reads the reply. They can be blanked without losing the record.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="resolutions", verbose_name=_("ticket"))
    # The line of history that tells it: so a page reads both at once.
    event = models.OneToOneField(TicketEvent, on_delete=models.CASCADE, related_name="resolution", verbose_name=_("event"))
    # The ticket's, kept here too: with one index the best ones of a category are found without a look at its tickets.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("category")
    )
    cause = models.TextField(_("cause"), blank=True)
    fix = models.TextField(_("what was done"), blank=True)
    checked = models.TextField(_("how it was checked"), blank=True)
    is_workaround = models.BooleanField(_("only a workaround"), default=False)
    restored_at = models.DateTimeField(_("worked again at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    is_last = models.BooleanField(_("the last one of its ticket"), default=True)
    was_reopened = models.BooleanField(_("the ticket was reopened after it"), default=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=models.Q(is_last=True), name="resolution_one_last_per_ticket"),
        ]
        indexes = [
            models.Index(
                fields=["category", "was_reopened", "-at", "-id"],
                condition=models.Q(is_last=True, category__isnull=False),
                name="resolution_best_of_category",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} · {self.at:%Y-%m-%d %H:%M}"

    @property
    def summary(self) -> str:
        """The cause, else what was done: what tells it apart in a line."""
        return self.cause or self.fix
