"""What the desk knows of an agent, beyond the queues they work in."""

from datetime import time, tzinfo
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.enums import EVERYWHERE, USUAL, AfterQuiet, Notice, Rhythm, When
from queues.mail_times import MailTimes
from queues.querysets import AbsenceQuerySet


class AgentProfile(models.Model):
    """An agent's own settings on the desk: the languages they speak with requesters, and whether single keys act on lists.

    ``seen_at`` is when they last opened the desk's home, ``since_at`` when their visit before this one ended: what happened in between is told.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agent_profile", verbose_name=_("agent"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    keys_on = models.BooleanField(_("single keys act on lists"), default=True)
    # A code of `When` by one of `Notice`, by the queue's number or EVERYWHERE. What is not there is as everywhere, else as usual.
    notices = models.JSONField(_("e-mails"), default=dict, blank=True)
    quiet_from = models.TimeField(_("no e-mails from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no e-mails until"), null=True, blank=True)
    quiet_days = models.JSONField(_("days without e-mails"), default=list, blank=True)
    after_quiet = models.CharField(_("after the quiet"), max_length=8, choices=AfterQuiet.choices, default=AfterQuiet.TOGETHER)
    rhythm = models.CharField(_("digest"), max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    digest_at = models.TimeField(_("digest at"), default=time(8))
    second_digest_at = models.TimeField(_("second digest at"), default=time(15))
    seen_at = models.DateTimeField(_("last opened the desk"), null=True, blank=True, editable=False)
    since_at = models.DateTimeField(_("visit before"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("agent's settings")
        verbose_name_plural = _("agents' settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(after_quiet__in=AfterQuiet.values), name="agent_after_quiet_known"),
            models.CheckConstraint(condition=models.Q(rhythm__in=Rhythm.values), name="agent_rhythm_known"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def chosen(self, place: int | str, notice: Notice) -> When | None:
        """When the agent wants to be told of ``notice`` in a queue, or everywhere, as far as they said so for that place itself."""
        said = self.notices.get(str(place), {}).get(notice)
        return When(said) if said in When.values else None

    def when(self, queue_id: int, notice: Notice) -> When:
        """When the agent is told of ``notice`` in a queue: as they chose for it, else for every queue, else as usual."""
        return self.chosen(queue_id, notice) or self.chosen(EVERYWHERE, notice) or USUAL[notice]

    def mail_times(self, zone: tzinfo) -> MailTimes:
        """Return in which hours they get e-mails, in the agent's ``zone``."""
        return MailTimes(
            zone,
            quiet_from=self.quiet_from,
            quiet_until=self.quiet_until,
            quiet_days=self.quiet_days,
            rhythm=self.rhythm,
            first=self.digest_at,
            second=self.second_digest_at,
        )


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
