"""The words of a mail in one language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.models.mail import Mail


class MailText(models.Model):
    """Rendered subject, plain text, and (optional) HTML and iCalendar object of one mail in one language."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="texts", verbose_name=_("mail"))
    language = models.CharField(_("language"), max_length=16)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("calendar"), blank=True, default="")

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mail", "language"], name="notifications_text_language_unique")]

    def __str__(self) -> str:
        return self.subject
