"""A ticket."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import partners
from accounts.models import Organisation, PartnerGrant
from foundation.searchwords import words
from queues.agents import today
from queues.enums import Tier
from queues.models import Category, Queue
from statuspage.models import Service
from tickets.enums import FINISHED, TRANSITIONS, UNFINISHED, Act, Channel, Kind, People, Priority, StallReason, Status, Urgency
from tickets.querysets import TicketQuerySet
from tickets.references import reference

# That many open tickets of one name help nobody.
MANY_ALIKE = 3

# Queries name these states as literals, in this order, or SQLite does not use the indexes. A merged ticket stands in no list.
IS_WHOLE = models.Q(merged_into__isnull=True)
IS_UNFINISHED = models.Q(status__in=[status.value for status in UNFINISHED]) & IS_WHOLE
IS_FINISHED = models.Q(status__in=[status.value for status in FINISHED]) & IS_WHOLE


def title_key(title: str) -> str:
    """Return the words of a title as a search compares them: tickets that are called alike share them."""
    return " ".join(words(title))[:200]


class Ticket(models.Model):
    """One matter of one requester, from the first word to the close. Its number is the reference: ``suport#310``."""

    title = models.CharField(_("title"), max_length=300)
    # Kept by save; empty until a row is next saved.
    title_key = models.CharField(max_length=200, blank=True, editable=False)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="tickets", verbose_name=_("queue"))
    tier = models.PositiveSmallIntegerField(_("line"), choices=Tier.choices, default=Tier.FIRST)
    hand_backs = models.PositiveSmallIntegerField(_("times handed back"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NEW)
    stall_reason = models.CharField(_("waits for"), max_length=12, choices=StallReason.choices, blank=True)
    wake_at = models.DateTimeField(_("work goes on at"), null=True, blank=True)
    stalled_at = models.DateTimeField(_("stalled since"), null=True, blank=True)
    # What it does by itself, and when: actions/timetable.py plans it, actions/acting.py does it.
    act = models.CharField(_("what happens by itself"), max_length=6, choices=Act.choices, blank=True)
    act_at = models.DateTimeField(_("when it happens by itself"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("category")
    )
    services = models.ManyToManyField(Service, blank=True, related_name="tickets", verbose_name=_("services"))
    people = models.CharField(_("how many people"), max_length=5, choices=People.choices, blank=True)
    urgency = models.CharField(_("does work stop"), max_length=8, choices=Urgency.choices, blank=True)
    # Not what the matrix says; the reason stands in the history.
    has_own_priority = models.BooleanField(_("priority set by hand"), default=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("requester")
    )
    requester_proven = models.BooleanField(_("requester's identity is proven"), default=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("organisation")
    )
    # The right by which a partner's person opened it in the organisation's name.
    partner_grant = models.ForeignKey(
        PartnerGrant, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("opened by a partner")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_tickets", verbose_name=_("owner")
    )
    # Who talks to the requester; stays the same while the ticket goes up and down between the lines.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("talks to the requester"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    language = models.CharField(_("language"), max_length=10, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported at"))
    created_at = models.DateTimeField(_("recorded at"))
    touched_at = models.DateTimeField(_("last activity"))
    answered_at = models.DateTimeField(_("first answered at"), null=True, blank=True)
    # Set when the first basic question was answered: who shows a ticket need not ask for answers that are not there.
    diagnosed_at = models.DateTimeField(_("diagnosed at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    # Of the promise that news is still owed for, also when it is late; actions/promises.py keeps it.
    promised_at = models.DateTimeField(_("news promised by"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("the requester said that it works at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # The queue that "done" sends it back to: the end of the way that its transfers tell (actions/routing.py).
    came_from = models.ForeignKey(
        Queue,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        editable=False,
        verbose_name=_("came from"),
    )
    # Queues it has left whose members may still read it. Asked for one ticket at a time, and for the list of what was passed on.
    readers = models.ManyToManyField(Queue, blank=True, related_name="+", editable=False, verbose_name=_("still read by"))
    # The one that counts now: offered or booked, and not over. Every page of the ticket reads it along.
    appointment = models.ForeignKey(
        "tickets.Appointment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("appointment"),
    )
    # No plain indexes: nearly all are empty, and SQLite would look for the empty ones there.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        db_index=False,
        verbose_name=_("merged into"),
    )
    # Whether the people of both tickets may read both; without it they are told, not shown.
    merged_openly = models.BooleanField(_("merged openly"), default=False)
    # Where the chain of merges ends, and how far up its people may read: worked out by actions/merging.py from the two columns above.
    merged_root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", db_index=False, editable=False
    )
    shown_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="shown_parts", db_index=False, editable=False
    )
    # Raised to make every link and code given out so far useless.
    access_generation = models.PositiveSmallIntegerField(default=1, editable=False)
    # Of the form it came from: the same form sent twice is one ticket.
    submission = models.UUIDField(null=True, blank=True, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.UniqueConstraint(fields=["submission"], name="ticket_once_per_submission"),
            models.CheckConstraint(condition=models.Q(tier__range=(1, 3)), name="ticket_tier_one_to_three"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="ticket_status_known"),
            models.CheckConstraint(condition=models.Q(status=Status.STALLED) ^ models.Q(stall_reason=""), name="ticket_stalled_says_why"),
            models.CheckConstraint(
                condition=models.Q(status=Status.STALLED) ^ models.Q(stalled_at__isnull=True), name="ticket_stalled_says_since_when"
            ),
            models.CheckConstraint(condition=models.Q(act="") ^ models.Q(act_at__isnull=False), name="ticket_act_has_its_moment"),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("pk")), name="ticket_not_merged_into_itself"),
            models.CheckConstraint(condition=~models.Q(merged_root=models.F("pk")), name="ticket_not_its_own_root"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) ^ models.Q(merged_root__isnull=False), name="ticket_merged_knows_its_root"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_openly=False, shown_in__isnull=True)
                | models.Q(merged_into__isnull=False, merged_openly=True, shown_in__isnull=False),
                name="ticket_merged_openly_is_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "-touched_at", "-id"], condition=IS_UNFINISHED, name="ticket_open_by_queue"),
            models.Index(fields=["queue", "-priority", "id"], condition=IS_UNFINISHED, name="ticket_open_by_priority"),
            models.Index(fields=["queue", "id"], condition=IS_UNFINISHED, name="ticket_open_by_number"),
            # Of all queues: else PostgreSQL would read every ticket there is by its number until it met open ones.
            models.Index(fields=["id"], condition=IS_UNFINISHED, name="ticket_open_of_all"),
            models.Index(fields=["queue", "-touched_at", "-id"], condition=IS_FINISHED, name="ticket_finished_by_queue"),
            models.Index(fields=["owner", "-touched_at", "-id"], condition=IS_FINISHED, name="ticket_finished_by_owner"),
            models.Index(fields=["queue", "status", "-touched_at", "-id"], name="ticket_by_queue_status"),
            models.Index(fields=["owner", "-touched_at", "-id"], condition=IS_UNFINISHED, name="ticket_open_by_owner"),
            models.Index(
                fields=["owner", "-closed_at"],
                condition=models.Q(owner__isnull=False, closed_at__isnull=False),
                name="ticket_closed_by_owner",
            ),
            models.Index(fields=["requester", "-touched_at", "-id"], name="ticket_by_requester"),
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="ticket_merged"),
            models.Index(fields=["merged_root"], condition=models.Q(merged_root__isnull=False), name="ticket_part"),
            models.Index(fields=["shown_in"], condition=models.Q(shown_in__isnull=False), name="ticket_shown_part"),
            models.Index(fields=["queue", "title_key"], condition=IS_UNFINISHED, name="ticket_open_by_title"),
            models.Index(fields=["promised_at", "id"], condition=models.Q(promised_at__isnull=False), name="ticket_by_promise"),
            models.Index(fields=["organisation", "-touched_at", "-id"], name="ticket_by_organisation"),
            models.Index(
                fields=["partner_grant", "-touched_at", "-id"],
                condition=models.Q(partner_grant__isnull=False),
                name="ticket_by_partner_grant",
            ),
            models.Index(fields=["wake_at"], condition=models.Q(wake_at__isnull=False), name="ticket_by_wake"),
            models.Index(fields=["act_at"], condition=models.Q(act_at__isnull=False), name="ticket_by_act"),
            models.Index(fields=["queue", "tier", "-priority", "touched_at", "id"], condition=IS_UNFINISHED, name="ticket_open_by_line"),
            models.Index(
                fields=["queue", "stalled_at", "id"], condition=models.Q(stalled_at__isnull=False) & IS_WHOLE, name="ticket_stalled_by_age"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, and keep the key of the title."""
        if update_fields is None or "title" in update_fields or not self.title_key:
            self.title_key = title_key(self.title)
            update_fields = None if update_fields is None else {*update_fields, "title_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def reference(self) -> str:
        """What people call it: ``suport#310``."""
        return reference(self.pk)

    @property
    def others_alike(self) -> int:
        """How many other open tickets of its queue are called the same, where that was asked for; none when it is finished."""
        return max(getattr(self, "called_alike", 0) - 1, 0) if self.is_unfinished else 0

    @property
    def has_vague_title(self) -> bool:
        """Whether so many are called the same that the title helps nobody."""
        return self.others_alike >= MANY_ALIKE - 1

    @property
    def topic(self) -> str:
        """The name of its mail thread."""
        return f"ticket:{self.pk}"

    @property
    def is_merged(self) -> bool:
        """Whether it goes on in another ticket."""
        return self.merged_into_id is not None

    @property
    def owner_away_until(self) -> date | None:
        """The last day of the owner's absence, when they are away; known of tickets read ``with_absence``."""
        until: date | None = getattr(self, "absent_until", None)
        return until

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.status in UNFINISHED

    @property
    def is_resting(self) -> bool:
        """Whether nobody works on it until something happens: stalled or finished."""
        return self.status not in {Status.NEW, Status.OPEN}

    @property
    def awaits_requester(self) -> bool:
        """Whether it is the requester's turn to say something."""
        return self.status == Status.STALLED and self.stall_reason == StallReason.REQUESTER

    @property
    def reopens_until(self) -> datetime | None:
        """Until when an answer reopens it, by its queue's rule; ``None`` while it is not closed or rejected."""
        return self.closed_at + timedelta(days=self.queue.reopen_days) if self.closed_at is not None else None

    def is_past_reopening(self, at: datetime) -> bool:
        """Whether an answer at ``at`` comes so late that it is a new matter."""
        until = self.reopens_until
        return until is not None and at > until

    @property
    def can_be_answered(self) -> bool:
        """Whether an agent may write to the requester now."""
        return self.status not in {Status.CLOSED, Status.REJECTED} and self.merged_into_id is None

    @property
    def can_be_mailed(self) -> bool:
        """Whether the requester has an address to write to, and still takes part."""
        return self.requester is not None and self.requester.is_active and bool(self.requester.email) and self.requester_takes_part

    @cached_property
    def requester_takes_part(self) -> bool:
        """Whether whoever asked may still read and write here: for a client only as long as they may act for it, which costs a query."""
        return self.partner_grant_id is None or partners.may_act(self.requester_id, self.partner_grant_id, on=today())

    @property
    def is_top_tier(self) -> bool:
        """Whether no line lies above."""
        return self.tier >= self.queue.tiers

    def can_become(self, status: Status) -> bool:
        """Whether the transition table allows the move."""
        return status in TRANSITIONS[Status(self.status)]
