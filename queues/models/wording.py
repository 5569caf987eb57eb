"""A queue's own words for the mails about its tickets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Wording
from queues.models.queue import Queue


class QueueWording(Wording):
    """Words for a mail about tickets of one queue. They come before the house's."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("queue"))

    class Meta:
        verbose_name = _("text of a queue’s e-mail")
        verbose_name_plural = _("texts of queues’ e-mails")
        constraints = [models.UniqueConstraint(fields=["queue", "name", "language"], name="queue_wording_once_per_language")]
