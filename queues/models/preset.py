"""Hand-overs that happen every day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Named
from accounts.models.named import in_language
from queues.enums import Tier
from queues.models.category import Category
from queues.models.queue import Queue
from queues.querysets import TransferPresetQuerySet


class TransferPreset(Named):
    """A button that passes a ticket on with everything said: “Collect the fee” goes to treasury, with this note and that category."""

    source = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="presets", verbose_name=_("from the queue"))
    target = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="+", verbose_name=_("to the queue"))
    tier = models.PositiveSmallIntegerField(_("line"), choices=Tier.choices, default=Tier.FIRST)
    category = models.ForeignKey(
        Category, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("category there")
    )
    notes = models.JSONField(
        _("note"), default=dict, help_text=_("What the colleagues there read. Plain text: nothing in it is a template.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = TransferPresetQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering: ClassVar = ["source", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="preset_leads_elsewhere"),
            models.CheckConstraint(condition=models.Q(tier__range=(1, 3)), name="preset_tier_one_to_three"),
        ]

    def note_in(self, language: str | None) -> str:
        """Return the note in ``language``, or in the nearest that has one; the button's own words where there is none."""
        return in_language(self.notes, language) or self.name_in(language)
