"""Who works where."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import Tier
from queues.models.queue import Queue
from queues.querysets import MembershipQuerySet


class Membership(models.Model):
    """An agent in a queue on a line. It routes and assigns; what an agent may see is decided per queue, across its lines."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("agent"))
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("queue"))
    tier = models.PositiveSmallIntegerField(_("line"), choices=Tier.choices, default=Tier.FIRST)
    is_lead = models.BooleanField(_("leads the queue"), default=False)

    # When a ticket last came to them by itself: with equal load, whoever waited longest is next.
    assigned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["user", "queue", "tier"], name="membership_once_per_tier"),
            models.CheckConstraint(condition=models.Q(tier__range=(1, 3)), name="membership_tier_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.queue} · {self.get_tier_display()}"
