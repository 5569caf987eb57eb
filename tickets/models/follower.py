"""People who follow a ticket."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import FollowerRole
from tickets.models.ticket import Ticket
from tickets.querysets import FollowerQuerySet


class Follower(models.Model):
    """Somebody beside the requester who hears of a ticket: on the requester's side (Cc), at the desk, or only proposed so far.

    Links mailed to a follower name this row, so they end with it.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="followers", verbose_name=_("ticket"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed", verbose_name=_("person"))
    role = models.CharField(_("hears as"), max_length=5, choices=FollowerRole.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("added by"),
    )
    at = models.DateTimeField(_("at"))

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="follower_once_per_ticket"),
            models.CheckConstraint(condition=models.Q(role__in=FollowerRole.values), name="follower_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.ticket_id}"

    @property
    def is_cc(self) -> bool:
        """Whether they hear what the requester hears."""
        return self.role == FollowerRole.CC

    @property
    def is_asked(self) -> bool:
        """Whether they are only proposed: nobody told them anything, and they may read nothing."""
        return self.role == FollowerRole.ASKED
