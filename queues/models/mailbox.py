"""Addresses that the house receives mail at."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from queues.models.queue import Queue


class Mailbox(models.Model):
    """A mail address, the queue it feeds, and the name and language of what is sent from it."""

    address = models.EmailField(_("address"), unique=True)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="mailboxes", verbose_name=_("queue"))
    from_name = models.CharField(_("sender name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        """Keep one spelling of the address."""
        self.address = self.address.strip().lower()
