"""Files of a ticket."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.message import Message
from tickets.querysets import AttachmentQuerySet


class Attachment(models.Model):
    """A file: its content is a blob, its name is kept only to show. Without a message it is a draft of the form ``submission``."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments", verbose_name=_("message")
    )
    submission = models.UUIDField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64)
    file_name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    content_id = models.CharField(max_length=250, blank=True)
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("added at"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(message__isnull=False) | models.Q(submission__isnull=False), name="attachment_belongs_somewhere"
            )
        ]
        indexes = [models.Index(fields=["submission"], condition=models.Q(message__isnull=True), name="attachment_draft_by_form")]

    def __str__(self) -> str:
        return self.file_name
