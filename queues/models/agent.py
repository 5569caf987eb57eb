"""What the desk knows of an agent, beyond the queues they work in."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import USUAL_NOTICES
from queues.querysets import AbsenceQuerySet


class AgentProfile(models.Model):
    """An agent's own settings on the desk: the languages they speak with requesters, and whether single keys act on lists.

    ``seen_at`` is when they last opened the desk's home, ``since_at`` when their visit before this one ended: what happened in between is told.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agent_profile", verbose_name=_("agent"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    keys_on = models.BooleanField(_("single keys act on lists"), default=True)
    # Codes of `Notice` by the queue's number; a queue that is not there has the usual ones.
    notices = models.JSONField(_("e-mails"), default=dict, blank=True)
    quiet_from = models.TimeField(_("no e-mails from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no e-mails until"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last opened the desk"), null=True, blank=True, editable=False)
    since_at = models.DateTimeField(_("visit before"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("agent's settings")
        verbose_name_plural = _("agents' settings")

    def __str__(self) -> str:
        return str(self.user)

    def notices_in(self, queue_id: int) -> list[str]:
        """The codes of what the agent is told by e-mail about the tickets of a queue."""
        return list(self.notices.get(str(queue_id), USUAL_NOTICES))

    def quiet_end(self, at: datetime, zone: tzinfo) -> datetime | None:
        """Return when the quiet hours end in which ``at`` lies, in the agent's ``zone``; ``None`` when it lies in none."""
        start, end = self.quiet_from, self.quiet_until
        if start is None or end is None or start == end:
            return None
        now = at.astimezone(zone)
        is_evening = now.time() >= start
        is_quiet = start <= now.time() < end if start < end else is_evening or now.time() < end
        if not is_quiet:
            return None
        day = now.date() + timedelta(days=1 if start > end and is_evening else 0)
        return datetime.combine(day, end, tzinfo=zone).astimezone(UTC)


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
