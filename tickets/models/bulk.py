"""What an agent did with many tickets at once."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.list_enums import BulkResult, BulkVerb
from tickets.querysets import BulkActQuerySet


class BulkAct(models.Model):
    """One verb on many tickets, with what became of each, and until when it may be taken back.

    ``outcomes`` has one entry for each ticket: ``ticket``, ``result``, ``why`` (our own words), and for what was done ``entry`` (the
    newest entry of the ticket's history afterwards) and ``before`` (ids and codes).
    """

    submission = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by"))
    verb = models.CharField(_("what"), max_length=10, choices=BulkVerb.choices)
    at = models.DateTimeField(_("at"))
    undo_until = models.DateTimeField(_("can be taken back until"))
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    outcomes = models.JSONField(_("what became of each"), default=list)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk action")
        verbose_name_plural = _("bulk actions")
        indexes = [models.Index(fields=["at"], name="bulk_act_by_age")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.at:%Y-%m-%d %H:%M}"

    def of(self, result: BulkResult) -> list[dict[str, Any]]:
        """Return the outcomes that ended in ``result``."""
        return [outcome for outcome in self.outcomes if outcome["result"] == result]

    def can_be_undone(self, at: datetime) -> bool:
        """Whether something was done that may still be taken back at ``at``."""
        return self.undone_at is None and at < self.undo_until and bool(self.of(BulkResult.DONE)) and BulkVerb(self.verb).is_reversible
