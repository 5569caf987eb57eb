"""Mail as it arrived, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models import Mailbox
from tickets.enums import InboundAction, InboundState, Shortfall
from tickets.file_enums import FileCheck
from tickets.mail_enums import ASKING, Fate, SenderCheck
from tickets.mail_querysets import InboundMailQuerySet
from tickets.models.ticket import Ticket


class InboundMail(models.Model):
    """A received mail: its raw bytes are a blob stored first; the rest is the inbound log: which ticket, and why."""

    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    # No index of its own: nearly all mails are of one mailbox, and SQLite would look for a twin among them all.
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, null=True, blank=True, related_name="inbound", db_index=False, verbose_name=_("mailbox")
    )
    envelope_to = models.CharField(_("sent to"), max_length=320, blank=True)
    envelope_from = models.CharField(_("envelope sender"), max_length=320, blank=True)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=InboundState.choices, default=InboundState.STORED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    message_id = models.CharField(_("Message-ID"), max_length=500, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    action = models.CharField(_("what was done"), max_length=10, choices=InboundAction.choices, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    matched_by = models.CharField(_("found by"), max_length=30, blank=True)
    # Codes of `Shortfall`, with spaces between them.
    shortfalls = models.CharField(_("not read in full"), max_length=200, blank=True)
    # Put together from fields, where an e-mail provider had taken the mail apart.
    is_rebuilt = models.BooleanField(_("put together from its fields"), default=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, blank=True, related_name="inbound", verbose_name=_("ticket"))

    sender_check = models.CharField(_("check of the sender"), max_length=10, choices=SenderCheck.choices, blank=True)
    # The relay's own words: spf=pass dkim=pass dmarc=pass.
    sender_results = models.CharField(_("results of our relay"), max_length=120, blank=True)
    is_accepted = models.BooleanField(_("accepted by an agent"), default=False)
    # Swept after the days that the house keeps it; the row stays, and its digest goes on telling copies.
    is_raw_kept = models.BooleanField(_("the e-mail itself is kept"), default=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("received mail")
        verbose_name_plural = _("received mails")
        indexes = [
            models.Index(fields=["not_before", "id"], condition=models.Q(state="stored"), name="inbound_waiting"),
            models.Index(fields=["message_id"], name="inbound_by_message_id"),
            models.Index(fields=["digest"], name="inbound_by_digest"),
            models.Index(fields=["-received_at", "-id"], name="inbound_latest"),
            models.Index(fields=["sender", "-received_at", "-id"], name="inbound_by_sender"),
            models.Index(fields=["state", "-received_at"], condition=models.Q(state__in=ASKING), name="inbound_asking"),
            models.Index(fields=["received_at", "id"], condition=models.Q(is_raw_kept=True, state="done"), name="inbound_raw_kept"),
        ]

    def __str__(self) -> str:
        return self.subject or f"#{self.pk}"

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return Fate((self.action or Fate.IGNORED) if self.state == InboundState.DONE else self.state)

    @property
    def is_waiting(self) -> bool:
        """Whether it will be processed by itself."""
        return self.state == InboundState.STORED

    @property
    def is_vouched(self) -> bool:
        """Whether the domain of its sender vouches for it."""
        return self.sender_check == SenderCheck.VOUCHED

    @property
    def is_disowned(self) -> bool:
        """Whether our relay's checks of its sender failed."""
        return self.sender_check == SenderCheck.FAILED

    @property
    def is_held(self) -> bool:
        """Whether it waits for an agent's word."""
        return self.state == InboundState.HELD

    @property
    def is_kept_away(self) -> bool:
        """Whether a file of it is kept away, which costs a query; what never became part of a ticket was not checked."""
        away = [FileCheck.INFECTED, FileCheck.WAITING] if settings.VIRUS_SCANNER else [FileCheck.INFECTED]
        return type(self).objects.filter(pk=self.pk, message__attachments__virus_check__in=away).exists()

    @property
    def shortfalls_display(self) -> str:
        """Why it could not be read in full, in words; empty when it could."""
        return "; ".join(str(Shortfall(code).label) for code in self.shortfalls.split())
