"""Agents named in notes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.message import Message
from tickets.writing_querysets import MentionQuerySet


class Mention(models.Model):
    """An agent whom a note names with ``@``; unread until they say so."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("message"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("agent"))
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="mention_once_per_message")]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="mention_by_user"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="mention_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.message_id}"
