"""What is said, once, however many people it goes to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import Lane


class Mail(models.Model):
    """One mail as its writer meant it: sender, headers, lane. Its words are ``MailText`` rows, its addresses ``Delivery`` rows."""

    key = models.CharField(_("key"), max_length=200)
    lane = models.CharField(_("lane"), max_length=10, choices=Lane, default=Lane.DEFAULT)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    from_name = models.CharField(_("sender's name"), max_length=200, blank=True)
    from_address = models.CharField(_("sender's address"), max_length=320)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    # Files that go along, each {"digest", "name", "type"}: the bytes are blobs, kept as long as the caller's own rows name them.
    files = models.JSONField(_("files"), default=list, blank=True)
    is_automatic = models.BooleanField(_("written by a machine"))
    is_secret = models.BooleanField(_("holds a secret"), default=False)
    blanked_at = models.DateTimeField(_("blanked at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="notifications_mail_key_unique"),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="notifications_mail_lane_known"),
        ]
        indexes = [
            models.Index(fields=["topic", "id"], condition=~Q(topic=""), name="notifications_mail_topic"),
            models.Index(fields=["id"], condition=Q(is_secret=True, blanked_at=None), name="notifications_mail_secret"),
        ]

    def __str__(self) -> str:
        return f"{self.key}"
