"""Texts that an administrator may change without touching code."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import TextPlace
from queues.models.queue import Queue


class QueueText(models.Model):
    """One text of a queue, in one language, for one place. Plain text: nothing in it is a template."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="texts", verbose_name=_("queue"))
    place = models.CharField(_("place"), max_length=20, choices=TextPlace.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [models.UniqueConstraint(fields=["queue", "place", "language"], name="queue_text_once_per_language")]

    def __str__(self) -> str:
        return f"{self.queue} · {self.get_place_display()} · {self.language}"
