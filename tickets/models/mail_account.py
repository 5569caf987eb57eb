"""Mail accounts elsewhere that are read by IMAP."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models import Mailbox
from tickets.account_enums import PasswordFrom, ReadingFault, Security
from tickets.account_querysets import MailAccountQuerySet
from tickets.models.inbound import InboundMail

PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_printable = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Only characters that can be seen."))


class MailAccount(models.Model):
    """An account on a mail server whose mails are fetched, with who reads it now and how that went.

    ``alarm_at`` is when people are told that it has not been read; it moves on with each reading.
    """

    host = models.CharField(_("server"), max_length=255, validators=[_printable], help_text=_("For example imap.example.org."))
    port = models.PositiveIntegerField(
        _("port"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(65535)], help_text=_("Empty: the usual one.")
    )
    security = models.CharField(_("encryption"), max_length=10, choices=Security.choices, default=Security.TLS)
    user = models.CharField(_("user name"), max_length=255, validators=[_printable])
    password_from = models.CharField(_("password"), max_length=10, choices=PasswordFrom.choices, default=PasswordFrom.HERE)
    sealed_password = models.TextField(blank=True, editable=False)
    password_name = models.CharField(
        _("name on the server"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9_]*$", _("Letters, digits and underscores."))],
        help_text=_(
            "For the name SUPPORT: the environment variable IMAP_SUPPORT_PASSWORD, IMAP_SUPPORT_PASSWORD_FILE (a file that holds it) "
            "or IMAP_SUPPORT_TOKEN_COMMAND (a command that prints an OAuth token)."
        ),
    )
    folder = models.CharField(_("folder"), max_length=200, default="INBOX", validators=[_printable])
    processed_folder = models.CharField(
        _("folder for received mail"), max_length=200, default="Suport-received", validators=[_printable], help_text=_("Made when missing.")
    )
    failed_folder = models.CharField(
        _("folder for mail that is too large"), max_length=200, default="Suport-failed", validators=[_printable]
    )
    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("mailbox that it feeds"),
        help_text=_("Empty: the one that each mail was delivered to, by Delivered-To and similar fields, else by To and Cc."),
    )
    alarm_minutes = models.PositiveSmallIntegerField(
        _("alarm after (minutes)"), default=15, help_text=_("Leads and administrators are told when it was not read for so long. 0: never.")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    next_read_at = models.DateTimeField(_("next reading"))
    reader = models.CharField(max_length=40, blank=True, editable=False)
    reader_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    alarm_at = models.DateTimeField(_("alarm at"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures since then"), default=0)
    fault = models.CharField(_("last failure"), max_length=20, blank=True, choices=ReadingFault.choices)
    fault_detail = models.CharField(_("in the server’s words"), max_length=300, blank=True)
    last_too_large = models.CharField(_("last mail that was too large"), max_length=200, blank=True)

    objects = MailAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail account (IMAP)")
        verbose_name_plural = _("mail accounts (IMAP)")
        constraints: ClassVar = [models.UniqueConstraint(fields=["host", "user", "folder"], name="mail_account_read_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.host}"

    @property
    def port_number(self) -> int:
        """The port to connect to."""
        return self.port or PORTS[Security(self.security)]

    def alarm_after(self, moment: datetime) -> datetime | None:
        """When to raise the alarm, if it is not read after ``moment``; never when no alarm is wanted."""
        return moment + timedelta(minutes=self.alarm_minutes) if self.alarm_minutes else None


class CollectedMail(models.Model):
    """A mail of an account that is stored here and not yet moved away there: the next reading moves it and receives nothing twice."""

    account = models.ForeignKey(MailAccount, on_delete=models.CASCADE, related_name="collected")
    # RFC 3501 §2.3.1.1: a UID means the same mail only as long as the folder's UIDVALIDITY stays.
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    inbound = models.ForeignKey(InboundMail, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mail to be moved away")
        verbose_name_plural = _("mails to be moved away")
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "uid_validity", "uid"], name="mail_collected_once")]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.uid}"
