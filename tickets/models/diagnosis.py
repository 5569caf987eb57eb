"""What was found out about a ticket by the basic questions of its category."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import QuestionKind
from queues.models import DiagnosisQuestion
from tickets.enums import Finding
from tickets.models.ticket import Ticket


class DiagnosisAnswer(models.Model):
    """The answer to one question, with the question as it was asked: it stays readable when the category changes."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="diagnosis", verbose_name=_("ticket"))
    question = models.ForeignKey(
        DiagnosisQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    asked = models.TextField(_("as it was asked"))
    kind = models.CharField(_("answered by"), max_length=6, choices=QuestionKind.choices)
    text = models.TextField(_("answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("diagnosis answer")
        verbose_name_plural = _("diagnosis answers")
        constraints = [models.UniqueConstraint(fields=["ticket", "question"], name="diagnosis_answer_once_per_question")]

    def __str__(self) -> str:
        return f"{self.asked} {self.said}"

    @property
    def said(self) -> str:
        """The answer in the reader's language where it is yes, no or unknown; else as it was written."""
        is_code = self.kind == QuestionKind.YES_NO and self.text in Finding.values
        return str(Finding(self.text).label) if is_code else self.text
