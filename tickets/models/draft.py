"""Texts that agents have begun."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import MessageKind
from tickets.models.ticket import Ticket
from tickets.writing_querysets import SavedDraftQuerySet


class SavedDraft(models.Model):
    """What an agent has begun to write in a ticket, for their own eyes. Its files are drafts of the form ``submission``.

    ``version`` counts the savings: who saves over a version they have not seen leaves its text in ``earlier``.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("agent"))
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind.choices)
    body = models.TextField(_("text"), blank=True)
    # What was filled in beside the text, by the names of the fields, as it was typed; ``left_out`` has the followers without a tick.
    besides = models.JSONField(_("filled in besides"), default=dict, blank=True)
    earlier = models.TextField(_("text of another window"), blank=True)
    submission = models.UUIDField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The newest entry of the history that the writer had on the screen.
    seen = models.BigIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(_("saved at"))

    objects = SavedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["user", "ticket", "kind"], name="draft_once_per_kind")]
        indexes = [
            models.Index(fields=["user", "-saved_at", "-id"], name="draft_by_user"),
            models.Index(fields=["submission"], name="draft_by_form"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.ticket_id}"

    @property
    def start(self) -> str:
        """What a list shows of it: the text, else the words of another field."""
        texts = (self.body, self.besides.get("needs", ""), self.besides.get("fix", ""))
        return next((str(text) for text in texts if text.strip()), "")
