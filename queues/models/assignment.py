"""Who gets a ticket that nobody has taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import AssignmentMode, Tier
from queues.models.queue import Queue


class AssignmentRule(models.Model):
    """How the tickets of one line of a queue find an owner by themselves. A line without a rule leaves them to whoever takes them.

    ``max_open`` is how many open tickets somebody may have and still get another; empty: any number.
    """

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="assignment_rules", verbose_name=_("queue"))
    tier = models.PositiveSmallIntegerField(_("line"), choices=Tier.choices, default=Tier.FIRST)
    mode = models.CharField(_("owners are found"), max_length=10, choices=AssignmentMode.choices, default=AssignmentMode.OFF)
    max_open = models.PositiveSmallIntegerField(
        _("most open tickets of one agent"), null=True, blank=True, help_text=_("Who has as many gets no further ones. Empty: no limit.")
    )

    class Meta:
        verbose_name = _("assignment rule")
        verbose_name_plural = _("assignment rules")
        constraints = [
            models.UniqueConstraint(fields=["queue", "tier"], name="assignment_rule_once_per_tier"),
            models.CheckConstraint(condition=models.Q(tier__range=(1, 3)), name="assignment_rule_tier_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.queue} · {self.get_tier_display()} · {self.get_mode_display()}"
