"""Files of a ticket."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.file_enums import FileCheck
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
    virus_check = models.CharField(_("virus scanner"), max_length=8, choices=FileCheck.choices, blank=True)
    # When it is looked at, or looked at again; what was found in it, or why it could not be checked.
    check_at = models.DateTimeField(_("checked next at"), null=True, blank=True)
    finding = models.CharField(_("found in it"), max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(message__isnull=False) | models.Q(submission__isnull=False), name="attachment_belongs_somewhere"
            ),
            models.CheckConstraint(
                condition=models.Q(virus_check=FileCheck.WAITING) ^ models.Q(check_at__isnull=True),
                name="attachment_waiting_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["submission"], condition=models.Q(message__isnull=True), name="attachment_draft_by_form"),
            models.Index(fields=["check_at", "id"], condition=models.Q(virus_check="waiting"), name="attachment_unchecked"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_infected(self) -> bool:
        """Whether the scanner found something in it: nobody gets it."""
        return self.virus_check == FileCheck.INFECTED

    @property
    def is_kept_away(self) -> bool:
        """Whether nobody gets it, or not yet: it is infected, or the scanner has still to look at it."""
        return self.is_infected or (self.virus_check == FileCheck.WAITING and bool(settings.VIRUS_SCANNER))
