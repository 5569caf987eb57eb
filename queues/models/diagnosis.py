"""What is asked first about tickets of a category."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.named import in_language
from queues.enums import QuestionKind
from queues.models.category import Category


class DiagnosisQuestion(models.Model):
    """One basic question of a category, per language. The categories below inherit it: ``queues.diagnosis`` gathers them."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="questions", verbose_name=_("category"))
    texts = models.JSONField(_("question"), default=dict)
    helps = models.JSONField(_("how to find out"), default=dict, blank=True)
    kind = models.CharField(_("answered by"), max_length=6, choices=QuestionKind.choices, default=QuestionKind.YES_NO)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("diagnosis question")
        verbose_name_plural = _("diagnosis questions")
        ordering: ClassVar = ["category", "position", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=QuestionKind.values), name="diagnosis_question_kind_known")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return self.text_in(get_language())

    @property
    def help(self) -> str:
        """How to find out, in the reader's language; empty when nothing is said."""
        return in_language(self.helps, get_language())

    def text_in(self, language: str | None) -> str:
        """Return the question in ``language``, or in the nearest language that has one."""
        return in_language(self.texts, language) or f"#{self.pk}"
