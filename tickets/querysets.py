"""Selections of tickets and what hangs on them."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.viewer import Viewer
from foundation import clock
from foundation.literals import Literal, literals
from queues.models import Absence, Membership, Queue
from tickets.enums import FINISHED, UNFINISHED, AppointmentState, FollowerRole, MessageKind, PromiseState, Status
from tickets.file_enums import FileCheck
from tickets.list_enums import LIST_COLUMNS

if TYPE_CHECKING:
    from tickets.models import (
        Appointment,
        Attachment,
        BulkAct,
        Follower,
        Promise,
        Resolution,
        SavedView,
        Ticket,
        TicketEvent,
    )


NOTHING = Q(pk__in=())


def _asked_by(viewer: Viewer) -> Q:
    if viewer.user_id is None:
        return NOTHING
    by_right = Q(partner_grant__isnull=True) | Q(partner_grant_id__in=viewer.partner_grant_ids)
    return Q(requester_id=viewer.user_id) & by_right


def _shared_with(viewer: Viewer) -> Q:
    shared = NOTHING
    if viewer.shared_ids:
        shared |= Q(organisation_id__in=viewer.shared_ids, requester_proven=True)
    if viewer.shared_grant_ids:
        shared |= Q(partner_grant_id__in=viewer.shared_grant_ids, requester_proven=True)
    return shared


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Selections of tickets."""

    def visible_to(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets the viewer may read: of their queues, their own, granted or shared ones. There is no other way from a request to a row."""
        may = Q(pk__in=viewer.granted_tickets | viewer.followed_tickets) | _asked_by(viewer) | _shared_with(viewer)
        if viewer.queue_ids:
            may |= Q(queue_id__in=viewer.queue_ids)
        return self.filter(may)

    def asked_by_viewer(self, viewer: Viewer) -> "TicketQuerySet":
        """The viewer's own tickets, among them those that they opened for a client for as long as they may act for it.

        What goes on openly in another one is read there.
        """
        return self.filter(_asked_by(viewer), shown_in__isnull=True)

    def shared_with(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets of the viewer's organisations, and of clients they act for, as far as these share them; only proven ones."""
        return self.filter(_shared_with(viewer), shown_in__isnull=True)

    def followed_by(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets of others that the viewer follows."""
        return self.filter(pk__in=viewer.followed_tickets)

    def worked_by(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets the viewer may work on: those of their queues."""
        return self.filter(queue_id__in=viewer.queue_ids)

    def read_by(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets the viewer may read on the desk: those of their queues, and those that their queues passed on and go on reading.

        For one ticket at a time. Lists show what lies in a queue now; ``passed_on_by`` is for the one that does not.
        """
        return self.filter(Q(queue_id__in=viewer.queue_ids) | self._read_on_by(viewer))

    def passed_on_by(self, viewer: Viewer) -> "TicketQuerySet":
        """Tickets that lie in others' queues, and that the viewer's queues passed on and go on reading."""
        # Named by their queues, so that the indexes that begin with the queue serve it.
        return self.filter(self._read_on_by(viewer), queue__in=Queue.objects.exclude(pk__in=viewer.queue_ids).order_by().values("pk"))

    def _read_on_by(self, viewer: Viewer) -> Q:
        return Q(Exists(self.model.readers.through.objects.filter(ticket_id=OuterRef("pk"), queue_id__in=viewer.queue_ids)))

    def whole(self) -> "TicketQuerySet":
        """Tickets that go on by themselves: those merged into another one stand in no list and in no count."""
        return self.filter(merged_into__isnull=True)

    def of_whole(self, ticket_id: int) -> "TicketQuerySet":
        """A ticket, and all that were merged into it, one by one or in a chain."""
        return self.filter(Q(pk=ticket_id) | Q(merged_root_id=ticket_id))

    def read_with(self, ticket_id: int, viewer: Viewer) -> "TicketQuerySet":
        """A ticket, and of those merged into it what the viewer may read as a requester: what was merged openly, and their own.

        Whoever only follows a ticket was let into that one, and into none that was merged into it.
        """
        own = Q(pk__in=viewer.granted_tickets | viewer.followed_tickets) | _asked_by(viewer) | _shared_with(viewer)
        only_follows = ticket_id in viewer.followed_tickets and ticket_id not in viewer.granted_tickets
        shown = NOTHING if only_follows else Q(shown_in_id=ticket_id)
        return self.filter(Q(pk=ticket_id) | shown | Q(merged_root_id=ticket_id) & own)

    def unfinished(self) -> "TicketQuerySet":
        """Tickets that somebody still has to work on."""
        return self.whole().filter(status__in=literals(UNFINISHED))

    def finished(self) -> "TicketQuerySet":
        """Tickets that nobody has to work on any more."""
        return self.whole().filter(status__in=literals(FINISHED))

    def new(self) -> "TicketQuerySet":
        """Tickets that no human has answered."""
        return self.whole().filter(status=Status.NEW)

    def stalled(self) -> "TicketQuerySet":
        """Tickets that wait for something."""
        return self.whole().filter(status=Status.STALLED)

    def by_age(self) -> "TicketQuerySet":
        """Stalled tickets, the longest parked first. The condition is the index's, and the table's rule makes it mean stalled."""
        return self.whole().filter(stalled_at__isnull=False).order_by("stalled_at", "pk")

    def acting_before(self, at: datetime) -> "TicketQuerySet":
        """Tickets that have something to do by themselves by ``at``, oldest first. One that wakes by then is somebody's work again."""
        return self.filter(act_at__lte=at).exclude(wake_at__lte=at).order_by("act_at", "pk")

    def promised(self) -> "TicketQuerySet":
        """Tickets whose requester was promised news that has not come, the soonest first."""
        return self.filter(promised_at__isnull=False).order_by("promised_at", "pk")

    def promise_late(self, at: datetime) -> "TicketQuerySet":
        """Tickets whose promised news is late, the longest overdue first."""
        return self.filter(promised_at__lte=at).order_by("promised_at", "pk")

    def on_line(self, tier: int) -> "TicketQuerySet":
        """Tickets that one line works on."""
        return self.filter(tier=tier)

    def for_the_board(self) -> "TicketQuerySet":
        """In the order a line should take them: the highest priority first, then what lies untouched the longest."""
        return self.order_by("-priority", "touched_at", "pk")

    def in_language(self, code: str) -> "TicketQuerySet":
        """Tickets whose requester writes in one language."""
        return self.filter(language=code)

    def owned_by(self, user_id: int | None) -> "TicketQuerySet":
        """Tickets that one agent has taken."""
        return self.filter(owner_id=user_id)

    def unowned(self) -> "TicketQuerySet":
        """Tickets that nobody has taken."""
        return self.filter(owner__isnull=True)

    def lost(self) -> "TicketQuerySet":
        """Unfinished tickets whose owner can no longer work in their queue: they left it, or may not sign in any more."""
        works = Membership.objects.filter(user=OuterRef("owner"), queue=OuterRef("queue"), user__is_active=True)
        return self.unfinished().filter(~Exists(works), owner__isnull=False)

    def with_people(self) -> "TicketQuerySet":
        """Tickets with the people they are about."""
        return self.select_related("requester", "owner", "organisation")

    def with_list_columns(self) -> "TicketQuerySet":
        """Tickets with what a line of a list shows, and nothing else: most of a page's time goes by columns."""
        return self.with_people().select_related("queue").only(*LIST_COLUMNS)

    def with_all(self) -> "TicketQuerySet":
        """Tickets with the rows that a page of one ticket shows; what few tickets have is read when it is asked for."""
        return self.with_people().select_related(
            "queue",
            "category",
            "contact",
            "came_from",
            "organisation__parent__parent",
            "appointment__agent",
        )

    def with_alike(self) -> "TicketQuerySet":
        """Tickets that know how many open ones of their queue are called alike, themselves included."""
        alike = (
            TicketQuerySet(self.model)
            .unfinished()
            .filter(merged_root__isnull=True, queue_id=OuterRef("queue_id"), title_key=OuterRef("title_key"))
            .exclude(title_key="")
            .order_by()
            .values("title_key")
        )
        return self.annotate(called_alike=Coalesce(Subquery(alike.annotate(number=Count("pk")).values("number")), 0))

    def called_like(self, ticket: "Ticket") -> "TicketQuerySet":
        """Other open tickets of the same queue with the same title."""
        if not ticket.title_key:
            return self.none()
        rows = self.unfinished().filter(merged_root__isnull=True, queue_id=ticket.queue_id, title_key=ticket.title_key)
        return rows.exclude(pk=ticket.pk)

    def with_absence(self, day: date) -> "TicketQuerySet":
        """Tickets that know their ``owner_away_until`` on ``day``."""
        absent = Absence.objects.on_day(day).filter(user_id=OuterRef("owner_id")).order_by("-last_day")
        return self.annotate(absent_until=Subquery(absent.values("last_day")[:1]))


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Selections of appointments."""

    def booked_within(self, agent_id: int, start: datetime, end: datetime) -> "AppointmentQuerySet":
        """Booked ones of an agent that share a moment with the time from ``start`` to ``end``."""
        return self.filter(agent_id=agent_id, state=AppointmentState.BOOKED, starts_at__lt=end, ends_at__gt=start)

    def reminding_before(self, at: datetime) -> "AppointmentQuerySet":
        """Those with a reminder that is due by ``at``, oldest first."""
        return self.filter(remind_at__lte=at).order_by("remind_at", "pk")


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Selections of resolutions."""

    def visible_to(self, viewer: Viewer) -> "ResolutionQuerySet":
        """Resolutions of tickets the viewer works on: their words are for colleagues alone."""
        return self.filter(ticket__queue_id__in=viewer.queue_ids)

    def best_of(self, category_id: int) -> "ResolutionQuerySet":
        """Those of one category: what lasted first, then the newest."""
        return self.filter(is_last=True, category_id=category_id).order_by("was_reopened", "-at", "-pk")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Selections of files."""

    def of(self, tickets: "TicketQuerySet") -> "AttachmentQuerySet":
        """The files of ``tickets``; drafts belong to none yet."""
        return self.filter(message__ticket__in=tickets.order_by().values("pk")).select_related("message")

    def drafts(self, submission: uuid.UUID | None) -> "AttachmentQuerySet":
        """Files that wait for the message of the form ``submission``."""
        return self.filter(submission=submission, message__isnull=True) if submission is not None else self.none()

    def unchecked(self, at: datetime) -> "AttachmentQuerySet":
        """Files that the virus scanner has to look at by ``at``."""
        return self.filter(virus_check=Literal(FileCheck.WAITING), check_at__lte=at)

    def waiting_since(self, at: datetime) -> "AttachmentQuerySet":
        """Files that came before ``at`` and that the virus scanner has not looked at, for whatever reason."""
        return self.filter(virus_check=Literal(FileCheck.WAITING), created_at__lt=at)

    def handed_out(self) -> "AttachmentQuerySet":
        """Files that may leave: none that is infected, and none that the scanner has still to look at, where there is one."""
        away = [FileCheck.INFECTED, FileCheck.WAITING] if settings.VIRUS_SCANNER else [FileCheck.INFECTED]
        return self.exclude(virus_check__in=away)

    def public(self) -> "AttachmentQuerySet":
        """Files that the requester may fetch: those of no internal note, and of no reply that has not left."""
        return self.exclude(message__kind=MessageKind.NOTE).exclude(message__leaves_at__gt=clock.now())


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Selections of followers."""

    def cc(self) -> "FollowerQuerySet":
        """Those on the requester's side who hear what the requester hears; never the requester, whoever that is by now."""
        is_another = Q(ticket__requester__isnull=True) | ~Q(user_id=F("ticket__requester_id"))
        return self.filter(is_another, role=FollowerRole.CC)

    def hearing(self) -> "FollowerQuerySet":
        """Those who follow, on either side; nobody who is only proposed."""
        return self.exclude(role=FollowerRole.ASKED)

    def reachable(self) -> "FollowerQuerySet":
        """Those with an address to write to, who still take part."""
        return self.filter(user__is_active=True, user__email__isnull=False)

    def reading_agents(self, ticket: "Ticket") -> "FollowerQuerySet":
        """Those at the desk who may read ``ticket`` now: it lies in their queue, or was passed on by it and is still read there."""
        readers = ticket.readers.order_by().values("pk")
        reads = Q(user__memberships__queue=ticket.queue_id) | Q(user__memberships__queue__in=readers)
        return self.filter(reads, ticket=ticket, role=FollowerRole.AGENT).distinct()


class EventQuerySet(models.QuerySet["TicketEvent"]):
    """Selections of history."""

    def of(self, tickets: "TicketQuerySet") -> "EventQuerySet":
        """The history of ``tickets``."""
        return self.filter(ticket__in=tickets.order_by().values("pk"))


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    """Selections of what was done with many tickets at once."""

    def done_by(self, user_id: int | None) -> "BulkActQuerySet":
        """What one agent did; nobody else sees it, or takes it back."""
        return self.filter(by_id=user_id) if user_id is not None else self.none()


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Selections of promises."""

    def due(self, at: datetime) -> "PromiseQuerySet":
        """Open promises whose moment has come, oldest first."""
        return self.filter(state=Literal(PromiseState.OPEN), due_at__lte=at).order_by("due_at", "pk")

    def unwarned(self) -> "PromiseQuerySet":
        """Promises whose agent has not been told that their moment comes soon."""
        return self.filter(warned_at__isnull=True)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Selections of saved views."""

    def visible_to(self, viewer: Viewer) -> "SavedViewQuerySet":
        """The viewer's own, and those shared with a queue they work in; who has left a queue sees none of its views. Own ones first."""
        if viewer.user_id is None:
            return self.none()
        in_reach = Q(queue__isnull=True) | Q(queue_id__in=viewer.queue_ids)
        return self.filter(in_reach, Q(owner_id=viewer.user_id) | Q(is_shared=True)).order_by("is_shared", "position", "pk")

    def beside(self, view: "SavedView") -> "SavedViewQuerySet":
        """The views of the same owner that stand in one row with ``view``, in their order."""
        return self.filter(owner=view.owner_id, queue=view.queue, is_shared=view.is_shared).order_by("position", "pk")
