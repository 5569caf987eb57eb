"""Selections of what is written in tickets, by whom, and who is named in it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from accounts.viewer import Viewer
from foundation import clock
from tickets.enums import MessageKind
from tickets.querysets import TicketQuerySet

if TYPE_CHECKING:
    from tickets.models import DigestLine, Mention, Message, Presence, SavedDraft


class MessageQuerySet(models.QuerySet["Message"]):
    """Selections of messages."""

    def of(self, tickets: "TicketQuerySet") -> "MessageQuerySet":
        """The messages of ``tickets``, wherever each was written."""
        return self.filter(ticket__in=tickets.order_by().values("pk"))

    def public(self) -> "MessageQuerySet":
        """Messages that the requester may read: no notes, and no reply that can still be taken back."""
        return self.exclude(kind=MessageKind.NOTE).exclude(leaves_at__gt=clock.now())


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Selections of open tickets."""

    def here(self, ticket_id: int, since: datetime) -> "PresenceQuerySet":
        """Agents whose browser has shown the ticket ``since`` then, by name."""
        return self.filter(ticket_id=ticket_id, seen_at__gte=since).order_by("user__name", "pk")


class SavedDraftQuerySet(models.QuerySet["SavedDraft"]):
    """Selections of drafts."""

    def of(self, viewer: Viewer) -> "SavedDraftQuerySet":
        """The viewer's own, in tickets that they may work on now."""
        return self.filter(user=viewer.user_id or 0, ticket__queue_id__in=viewer.queue_ids)


class MentionQuerySet(models.QuerySet["Mention"]):
    """Selections of mentions."""

    def of(self, viewer: Viewer) -> "MentionQuerySet":
        """Where the viewer is named, in tickets that they may work on now."""
        return self.filter(user=viewer.user_id or 0, message__ticket__queue_id__in=viewer.queue_ids)

    def unread(self) -> "MentionQuerySet":
        """Those that nobody has marked as read."""
        return self.filter(read_at__isnull=True)


class DigestLineQuerySet(models.QuerySet["DigestLine"]):
    """Selections of what waits for digests."""

    def due(self, at: datetime) -> "DigestLineQuerySet":
        """Lines to be told by ``at``."""
        return self.filter(due_at__lte=at)

    def for_mail(self) -> "DigestLineQuerySet":
        """Lines with what a mail says of their tickets, the newest last."""
        return self.select_related("ticket__queue", "ticket__requester", "ticket__owner").order_by("at", "pk")
