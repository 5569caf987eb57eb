"""What the desk knows of an agent, beyond the queues they work in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.querysets import AbsenceQuerySet


class AgentProfile(models.Model):
    """An agent's own settings on the desk: the languages they speak with requesters, and whether single keys act on lists.

    ``seen_at`` is when they last opened the desk's home, ``since_at`` when their visit before this one ended: what happened in between is told.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agent_profile", verbose_name=_("agent"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    keys_on = models.BooleanField(_("single keys act on lists"), default=True)
    seen_at = models.DateTimeField(_("last opened the desk"), null=True, blank=True, editable=False)
    since_at = models.DateTimeField(_("visit before"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("agent's settings")
        verbose_name_plural = _("agents' settings")

    def __str__(self) -> str:
        return str(self.user)


class Absence(models.Model):
    """Days on which an agent is away, both included, in the house's zone. Nobody assigns them tickets then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences", verbose_name=_("agent"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    note = models.CharField(_("note for colleagues"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering: ClassVar = ["first_day", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins")]
        indexes = [models.Index(fields=["user", "last_day"], name="absence_by_agent")]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day} – {self.last_day}"
