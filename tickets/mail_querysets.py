"""Selections of received mails."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from accounts.viewer import Viewer
from foundation.literals import Literal, literals
from tickets.enums import InboundAction, InboundState
from tickets.mail_enums import ASKING

if TYPE_CHECKING:
    from tickets.models import Consultation, InboundMail, MonitoringRule


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    """Selections of received mails."""

    def visible_to(self, viewer: Viewer) -> "InboundMailQuerySet":
        """Mails of the viewer's queues: by the ticket, else by the mailbox. What is of no ticket and no mailbox is for those who lead."""
        if not viewer.queue_ids:
            return self.none()
        may = Q(ticket__queue_id__in=viewer.queue_ids) | Q(ticket__isnull=True, mailbox__queue_id__in=viewer.queue_ids)
        if viewer.is_lead:
            may |= Q(ticket__isnull=True, mailbox__isnull=True)
        return self.filter(may)

    def waiting(self, before: datetime) -> "InboundMailQuerySet":
        """Mails stored but not processed, due by ``before``, oldest first."""
        return self.filter(state=Literal(InboundState.STORED), not_before__lte=before).order_by("not_before", "pk")

    def in_turns(self) -> "InboundMailQuerySet":
        """Each envelope sender's first mail, then each one's second, and so on: a flood from one delays nobody else."""
        turn = Window(RowNumber(), partition_by=F("envelope_from"), order_by=[F("not_before").asc(), F("pk").asc()])
        return self.annotate(turn=turn).order_by("turn", "not_before", "pk")

    def kept_apart(self, ticket_id: int) -> "InboundMailQuerySet":
        """Mails of one ticket that stay in the log alone."""
        return self.filter(ticket_id=ticket_id, action=InboundAction.IGNORED, message__isnull=True).order_by()

    def asking(self) -> "InboundMailQuerySet":
        """Mails that somebody has to look at: those that could not be processed, and those that are held."""
        return self.filter(state__in=literals(ASKING))

    def copies_not_known_by_id(self, digest: str, envelope_to: str) -> "InboundMailQuerySet":
        """The same bytes for the same address, not yet processed or without a Message-ID: all others are told apart when they are read."""
        return self.filter(message_id="", digest=digest, envelope_to=envelope_to).order_by()

    def kept_since_before(self, moment: datetime) -> "InboundMailQuerySet":
        """Processed mails received before ``moment`` whose raw file is still kept, oldest first."""
        return self.filter(is_raw_kept=True, state=InboundState.DONE, received_at__lt=moment).order_by("received_at", "pk")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Selections of questions to people outside."""

    def of_whole(self, ticket_id: int) -> "ConsultationQuerySet":
        """Those of a ticket and of all that was merged into it, the newest first."""
        return self.filter(Q(ticket_id=ticket_id) | Q(ticket__merged_root_id=ticket_id)).order_by("-asked_at", "-pk")


class MonitoringRuleQuerySet(models.QuerySet["MonitoringRule"]):
    """Selections of monitoring rules."""

    def in_use(self) -> "MonitoringRuleQuerySet":
        """Rules that count, in the order in which they are asked."""
        return self.in_order().filter(is_active=True)

    def in_order(self) -> "MonitoringRuleQuerySet":
        """All, in the order in which they are asked."""
        return self.select_related("queue", "category", "mailbox").order_by("position", "pk")
