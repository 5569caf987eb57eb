"""What programs that watch machines may do by mail: rules, and the problems they told of."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models import Category, Mailbox, Queue
from tickets.enums import Kind, People, Urgency
from tickets.mail_enums import LooksIn, OnRecovery
from tickets.mail_querysets import MonitoringRuleQuerySet
from tickets.models.ticket import Ticket

LONGEST_KEY = 300


class MonitoringRule(models.Model):
    """Which alerts open a ticket, one for each problem, and close it again. The first rule that fits a mail decides.

    ``trouble``, ``recovery`` and ``news`` hold one line of `foundation.wildcards` a row; what stands at ``{problem}``, together with
    the headers of ``problem_headers`` and what the lines of ``details`` find in the text, tells one problem from another.
    """

    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("The first rule that fits an e-mail decides."))
    is_active = models.BooleanField(_("in use"), default=True)
    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mailbox"),
        help_text=_("Empty: every mailbox."),
    )
    senders = models.TextField(
        _("senders"),
        help_text=_("One a line: a whole address, or a domain such as monitoring.example.org. A * stands for anything."),
    )
    needs_proof = models.BooleanField(
        _("only when the sender’s domain vouches for it"),
        default=False,
        help_text=_("An e-mail whose checks failed never counts. Most programs inside the house have no proof to show."),
    )
    looks_in = models.CharField(_("looks in"), max_length=10, choices=LooksIn.choices, default=LooksIn.SUBJECT)
    header = models.CharField(_("name of the header"), max_length=60, blank=True)
    trouble = models.TextField(
        _("trouble"),
        help_text=_("One line for each form that such a message has, whole: * stands for anything, {problem} for what names the problem."),
    )
    recovery = models.TextField(_("recovery"), blank=True, help_text=_("In the same way, with the same {problem}."))
    news = models.TextField(
        _("only news"), blank=True, help_text=_("What opens and ends nothing, such as an acknowledgement: kept in the open ticket.")
    )
    problem_headers = models.CharField(
        _("headers that name the problem"),
        max_length=200,
        blank=True,
        help_text=_("Names with spaces between them, where the lines above cannot say {problem}."),
    )
    details = models.TextField(
        _("lines of the text that name the problem, too"),
        blank=True,
        help_text=_("Such as Host: {problem}, where the subject is the same for every machine."),
    )
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+", verbose_name=_("queue"))
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True, default=Kind.INCIDENT)
    people = models.CharField(_("how many people"), max_length=5, choices=People.choices, blank=True)
    urgency = models.CharField(_("does work stop"), max_length=8, choices=Urgency.choices, blank=True)
    title = models.CharField(
        _("title of the ticket"), max_length=200, default="{problem}", help_text=_("{problem} and {subject} are filled in.")
    )
    on_recovery = models.CharField(_("when it recovers"), max_length=10, choices=OnRecovery.choices, default=OnRecovery.RESOLVE)
    reopen_minutes = models.PositiveIntegerField(
        _("minutes for coming back"),
        default=60,
        help_text=_("Trouble that comes back so soon reopens its ticket; later, it opens a new one. 0: always a new one."),
    )

    objects = MonitoringRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("monitoring rule")
        verbose_name_plural = _("monitoring rules")

    def __str__(self) -> str:
        return self.name

    @property
    def resolves(self) -> bool:
        """Whether a recovery resolves what nobody has worked on."""
        return self.on_recovery == OnRecovery.RESOLVE

    def still_reopens(self, ended_at: datetime, at: datetime) -> bool:
        """Whether trouble at ``at`` goes on with what ended at ``ended_at``."""
        return at - ended_at < timedelta(minutes=self.reopen_minutes)


class Problem(models.Model):
    """What a rule's alerts told of, by its key, and the newest ticket about it; locked before anything happens, so two at once open one."""

    rule = models.ForeignKey(MonitoringRule, on_delete=models.PROTECT, related_name="problems", verbose_name=_("rule"))
    # Of the whole key: that may be longer than what is shown.
    digest = models.CharField(max_length=64)
    key = models.CharField(_("problem"), max_length=LONGEST_KEY)
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, blank=True, related_name="problems", verbose_name=_("ticket"))
    is_over = models.BooleanField(_("over"), default=True)
    # Since its ticket was opened.
    alerts = models.PositiveIntegerField(_("alerts"), default=0)
    first_at = models.DateTimeField(_("first alert"), null=True, blank=True)
    # By the mails' own dates, as far as these can be true: mails overtake each other.
    trouble_at = models.DateTimeField(_("newest alert"), null=True, blank=True)
    recovered_at = models.DateTimeField(_("recovered at"), null=True, blank=True)
    # The subject that was written into the ticket last: what says the same is only counted.
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("watched problem")
        verbose_name_plural = _("watched problems")
        constraints = [models.UniqueConstraint(fields=["rule", "digest"], name="problem_once_a_rule")]

    def __str__(self) -> str:
        return self.key
