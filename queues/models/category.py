"""What a ticket is about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Named
from queues.models.queue import Queue


class Category(Named):
    """A branch of a queue's category tree."""

    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="categories", verbose_name=_("queue"))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("below"))
    slug = models.SlugField(_("short name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_open_to_all = models.BooleanField(
        _("open to all"),
        default=False,
        help_text=_("Anybody may write about it, entitled or not: joining, accessibility. The public form offers it by name."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar = ["queue", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "slug"], name="category_slug_once_per_queue"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="category_not_its_own_parent"),
        ]
