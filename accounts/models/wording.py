"""The house's own words for its mails."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """An abstract row: subject and words of one mail in one language, in place of ours. Plain text: nothing in it is a template.

    The shipped texts are those that it was written over, so that it can be told when ours change.
    """

    name = models.CharField(_("e-mail"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=1_000)
    words = models.TextField(_("text"))
    shipped_subject = models.CharField(max_length=1_000, editable=False)
    shipped_words = models.TextField(editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} · {self.language}"


class MailWording(Wording):
    """Words for a mail of the whole house."""

    class Meta:
        verbose_name = _("text of an e-mail")
        verbose_name_plural = _("texts of e-mails")
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="mail_wording_once_per_language")]
