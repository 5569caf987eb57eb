"""A queue: support, treasury, …"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Named
from queues.enums import Tier
from queues.querysets import QueueQuerySet

LONGEST_DAYS = 365


def default_chase_days() -> list[int]:
    """Return when a new queue reminds: twice before it gives up."""
    return [3, 7]


class Queue(Named):
    """Where tickets wait for people of one trade. One queue is the entry for everything that names no other."""

    slug = models.SlugField(_("short name in addresses"), unique=True, max_length=40)
    is_entry = models.BooleanField(_("tickets enter here by default"), default=False)
    takes_direct_entry = models.BooleanField(_("open to tickets from outside"), default=True)
    keeps_reading = models.BooleanField(
        _("goes on reading"),
        default=False,
        help_text=_("Members may still read tickets that were passed on to another queue, and leave notes there."),
    )
    tiers = models.PositiveSmallIntegerField(_("number of lines"), default=3, validators=[MinValueValidator(1), MaxValueValidator(3)])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)
    close_days = models.PositiveSmallIntegerField(
        _("resolved tickets close after"),
        default=7,
        validators=[MaxValueValidator(LONGEST_DAYS)],
        help_text=_("Working days, Monday to Friday, in which the requester may still object. 0: they never close by themselves."),
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("an answer reopens within"),
        default=14,
        validators=[MaxValueValidator(LONGEST_DAYS)],
        help_text=_("Days after closing. A later answer opens a new ticket that is linked to the old one. 0: always a new ticket."),
    )
    chase_days = models.JSONField(
        _("we remind the requester after"),
        default=default_chase_days,
        blank=True,
        help_text=_("Working days without an answer, such as 3, 7. Empty: no reminders."),
    )
    give_up_days = models.PositiveSmallIntegerField(
        _("and close with notice after"),
        default=10,
        validators=[MaxValueValidator(LONGEST_DAYS)],
        help_text=_("Working days without an answer; later than the last reminder. 0: never."),
    )
    look_again_days = models.PositiveSmallIntegerField(
        _("we look again after"),
        default=10,
        validators=[MaxValueValidator(LONGEST_DAYS)],
        help_text=_("Working days until work goes on with what waits for a third party or was parked, where no date was given. 0: never."),
    )
    closes_on_confirmation = models.BooleanField(
        _("closes when the requester says that it works"),
        default=True,
        help_text=_("Otherwise the day stays as planned. Either way an answer reopens it, as said here."),
    )
    tracker_url = models.CharField(
        _("address of the bug tracker"),
        max_length=300,
        blank=True,
        help_text=_("Makes links of the numbers that agents note: https://bugs.example.org/{number}. Empty: no links."),
    )
    acknowledges = models.BooleanField(
        _("says that a message has arrived"),
        default=True,
        help_text=_(
            "By an e-mail with the reference, to whoever asks. Never to a machine, and to an unproven address a few times an hour."
        ),
    )
    tells_not_entitled = models.BooleanField(
        _("tells strangers how to join"),
        default=True,
        help_text=_("Where only members are helped: whoever writes from an address that we do not know hears so in that e-mail."),
    )
    mails_no_content = models.BooleanField(
        _("e-mails hold no content"),
        default=False,
        help_text=_(
            "They say that there is news, with reference and link; the title, what was written and appointments are read on the web."
        ),
    )
    answers_from = models.TimeField(
        _("people answer from"),
        null=True,
        blank=True,
        help_text=_(
            "On working days, Monday to Friday, in the house's time zone. Outside of these hours the e-mail names the next opening."
        ),
    )
    answers_until = models.TimeField(_("people answer until"), null=True, blank=True)
    stalled_limit = models.PositiveSmallIntegerField(
        _("most stalled tickets"),
        default=10,
        help_text=_("When more than these are parked, the desk says so. Nothing is forbidden. 0: no limit."),
    )

    holds_unproven_agents = models.BooleanField(
        _("holds unproven e-mail in an agent’s name"),
        default=False,
        help_text=_("It waits until an agent accepts it, unless our mail relay says that the sender’s domain vouches for it."),
    )
    held_words = models.TextField(
        _("holds unproven e-mail that says"),
        blank=True,
        max_length=5_000,
        help_text=_("Words or phrases about money or data, one a line, in every language that people write to you in. Empty: none."),
    )

    objects = QueueQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_entry"], condition=models.Q(is_entry=True), name="queue_one_entry"),
            models.CheckConstraint(condition=models.Q(tiers__range=(1, 3)), name="queue_has_one_to_three_tiers"),
        ]

    @property
    def is_open_to_outside(self) -> bool:
        """Whether a mail to one of its mailboxes opens its ticket here; else it enters where everything enters."""
        return self.is_active and self.takes_direct_entry

    @property
    def tier_choices(self) -> list[Tier]:
        """The lines this queue has."""
        return [tier for tier in Tier if tier <= self.tiers]
