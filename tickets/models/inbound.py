"""Mail as it arrived, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models import Mailbox
from tickets.enums import InboundAction, InboundState
from tickets.models.ticket import Ticket
from tickets.querysets import InboundMailQuerySet


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
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, blank=True, related_name="inbound", verbose_name=_("ticket"))

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("received mail")
        verbose_name_plural = _("received mails")
        indexes = [
            models.Index(fields=["not_before", "id"], condition=models.Q(state="stored"), name="inbound_waiting"),
            models.Index(fields=["message_id", "digest"], name="inbound_by_message_id"),
            models.Index(fields=["-received_at", "-id"], name="inbound_latest"),
        ]

    def __str__(self) -> str:
        return self.subject or f"#{self.pk}"
