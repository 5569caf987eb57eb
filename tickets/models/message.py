"""What people wrote to each other in a ticket."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.markup import rendered
from tickets.enums import Channel, MessageKind
from tickets.models.inbound import InboundMail
from tickets.models.ticket import Ticket
from tickets.writing_querysets import MessageQuerySet


class Message(models.Model):
    """A public reply, a logged call or an internal note."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind.choices)
    is_ours = models.BooleanField(_("from us"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("author")
    )
    author_name = models.CharField(_("name as given"), max_length=300, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    body = models.TextField(_("text"), blank=True)
    quoted = models.TextField(_("quoted text"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_machine = models.BooleanField(_("written by a machine"), default=False)
    is_verified = models.BooleanField(_("the author is proven"), default=True)
    inbound = models.OneToOneField(
        InboundMail, on_delete=models.PROTECT, null=True, blank=True, related_name="message", verbose_name=_("received mail")
    )
    created_at = models.DateTimeField(_("written at"))
    # A public reply leaves then; until then its writer may take it back, and nobody outside sees it.
    leaves_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    # Where it was written, when an agent made a ticket of its own of it.
    split_from = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("split from")
    )
    # Of a note that came from outside: whom an agent had asked.
    consultation = models.ForeignKey(
        "tickets.Consultation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        db_index=False,
        verbose_name=_("answer to a question by e-mail"),
    )
    submission = models.UUIDField(null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(fields=["submission"], name="message_once_per_submission")]
        indexes = [models.Index(fields=["ticket", "created_at", "id"], name="message_by_ticket")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_note(self) -> bool:
        """Whether only agents may read it."""
        return self.kind == MessageKind.NOTE

    @property
    def is_call(self) -> bool:
        """Whether it tells of a phone call."""
        return self.kind == MessageKind.CALL

    def is_leaving(self, at: datetime) -> bool:
        """Whether its writer may still take it back at ``at``."""
        return self.leaves_at is not None and self.leaves_at > at

    @property
    def html(self) -> SafeString:
        """The text as safe HTML where its writer used marks; empty for plain text, and for mail, which is plain by itself."""
        return SafeString("") if self.channel == Channel.MAIL else rendered(self.body)

    @property
    def author_display(self) -> str:
        """Who wrote it: the person we know, else the name that the mail gave."""
        return self.author.display_name if self.author is not None else self.author_name or gettext("Somebody")
