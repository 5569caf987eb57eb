"""Texts that agents need again and again, and what is done with them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Named
from accounts.models.named import in_language
from queues.enums import MacroOwner, MacroStatus, MacroWait, Tier
from queues.models.queue import LONGEST_DAYS, Queue
from queues.querysets import ReadyMadeQuerySet

_ABOUT_TEXTS = _(
    "These names in braces are filled in: {requester_name}, {reference}, {agent_name}, {title}, {organisation}, {queue}. "
    "Nothing else is: the text is no template."
)


class ReadyMade(Named):
    """An abstract text in several languages, of one queue or of all. ``names`` says what it is for."""

    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("queue"),
        help_text=_("Empty: every queue."),
    )
    texts = models.JSONField(_("text"), default=dict, blank=True, help_text=_ABOUT_TEXTS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ReadyMadeQuerySet.as_manager()

    class Meta:
        abstract = True

    def text_in(self, language: str | None) -> str:
        """Return the text in ``language``, or in the nearest language that has one; empty when there is none."""
        return in_language(self.texts, language)


class CannedReply(ReadyMade):
    """A text for replies."""

    class Meta:
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        ordering: ClassVar = ["position", "pk"]


class Macro(ReadyMade):
    """A text, and what happens to the ticket when it is sent: status, owner and line in one step. What is empty stays as it is."""

    status = models.CharField(_("status"), max_length=10, choices=MacroStatus.choices, blank=True)
    stall_reason = models.CharField(_("waits for"), max_length=12, choices=MacroWait.choices, blank=True)
    stall_days = models.PositiveSmallIntegerField(
        _("days until work goes on"), null=True, blank=True, validators=[MaxValueValidator(LONGEST_DAYS)]
    )
    owner = models.CharField(_("owner"), max_length=6, choices=MacroOwner.choices, blank=True)
    tier = models.PositiveSmallIntegerField(_("line"), choices=Tier.choices, null=True, blank=True)

    class Meta:
        verbose_name = _("macro")
        verbose_name_plural = _("macros")
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=MacroStatus.STALLED) ^ models.Q(stall_reason=""), name="macro_stalled_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(stall_reason=MacroWait.DATE) | models.Q(stall_days__gt=0), name="macro_until_a_date_says_days"
            ),
            models.CheckConstraint(condition=models.Q(tier=None) | models.Q(tier__range=(1, 3)), name="macro_tier_one_to_three"),
        ]
