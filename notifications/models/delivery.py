"""One mail to one address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notifications.enums import CANCELLABLE, RETRYABLE, WAITING, DeliveryState, Lane
from notifications.models.mail import Mail
from notifications.querysets import DeliveryQuerySet


class Delivery(models.Model):
    """A mail on its way to an address, and why it stands where it stands.

    ``lane`` repeats the mail's lane, so that claiming due work reads one partial index. The mail is not a database-level
    foreign key: broadcasts insert by the hundred thousand.
    """

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, db_constraint=False, related_name="deliveries", verbose_name=_("mail"))
    lane = models.CharField(_("lane"), max_length=10, choices=Lane)
    address = models.CharField(_("address"), max_length=320)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=16)
    tokens = models.JSONField(_("tokens"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # When the receiver's mail server took it, where the provider tells.
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reply_code = models.PositiveSmallIntegerField(_("relay's code"), null=True, blank=True)
    reply_text = models.TextField(_("relay's words"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["mail", "address"], name="notifications_delivery_address_unique"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="notifications_delivery_state_known"),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="notifications_delivery_lane_known"),
        ]
        indexes = [
            models.Index(fields=["lane", "not_before", "id"], condition=Q(state__in=sorted(WAITING)), name="notifications_delivery_due"),
            models.Index(fields=["lease_until", "id"], condition=Q(state=DeliveryState.SENDING), name="notifications_delivery_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.get_state_display()})"

    @property
    def why(self) -> str:
        """The reason in the reader's language; the relay's own words stay as they came."""
        return gettext(self.reason) if self.reason else ""

    @property
    def can_be_retried(self) -> bool:
        """Whether an operator may send it again; a blanked mail has nothing left to send. Reads ``mail``."""
        return self.state in RETRYABLE and self.mail.blanked_at is None

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it can still be stopped."""
        return self.state in CANCELLABLE
