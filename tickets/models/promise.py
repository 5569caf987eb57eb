"""What a requester was promised: news by a moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import PromiseState
from tickets.models.message import Message
from tickets.models.ticket import Ticket
from tickets.querysets import PromiseQuerySet


class Promise(models.Model):
    """ "You hear from us by then": who said so, when, and whether it was kept. A ticket has at most one that is open."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="promises", verbose_name=_("ticket"))
    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="promise", verbose_name=_("message that says so")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("promised by"))
    made_at = models.DateTimeField(_("promised at"))
    due_at = models.DateTimeField(_("news by"))
    # When its agent was told that it is due soon, or when it was made, if so shortly before that nobody has to be told.
    warned_at = models.DateTimeField(_("warned at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=PromiseState.choices, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=models.Q(state="open"), name="promise_one_open_per_ticket"),
            models.CheckConstraint(condition=models.Q(state__in=PromiseState.values), name="promise_state_known"),
            models.CheckConstraint(condition=models.Q(state="open") ^ models.Q(settled_at__isnull=False), name="promise_settled_says_when"),
            models.CheckConstraint(condition=models.Q(due_at__gt=models.F("made_at")), name="promise_lies_ahead"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="open"), name="promise_open_by_due"),
            models.Index(fields=["settled_at"], condition=models.Q(state__in=["kept", "broken"]), name="promise_by_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} · {self.due_at:%Y-%m-%d %H:%M} · {self.get_state_display()}"
