"""What waits for an agent's digest."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import Notice
from tickets.models.ticket import Ticket
from tickets.writing_querysets import DigestLineQuerySet


class DigestLine(models.Model):
    """Something that an agent is told of a ticket later: with others in their digest, or when their quiet hours end.

    Once per agent, ticket and kind of news: what happens again meanwhile moves ``at`` on, and not ``due_at``. What it says is made when
    it is sent, so nobody reads old news. The row ends with its mail.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_lines", verbose_name=_("agent"))
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", verbose_name=_("ticket"))
    notice = models.CharField(_("what is told"), max_length=10, choices=Notice.choices)
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("told at"))

    objects = DigestLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a digest")
        verbose_name_plural = _("lines of digests")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "ticket", "notice"], name="digest_line_once"),
            models.CheckConstraint(condition=models.Q(notice__in=Notice.values), name="digest_line_notice_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["due_at", "user"], name="digest_line_by_due")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.ticket_id} · {self.notice}"

    @property
    def told(self) -> Notice:
        """What is told."""
        return Notice(self.notice)
