"""Third parties whom agents asked by mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.models import Delivery
from tickets.mail_enums import ConsultationState
from tickets.mail_querysets import ConsultationQuerySet
from tickets.models.message import Message
from tickets.models.ticket import Ticket


class Consultation(models.Model):
    """Somebody outside whom an agent asked about a ticket by mail, and what came of it. It gives them no right but to answer.

    What was asked is the note ``question``, which several may have got; its files went along. What comes back is notes, too.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="consultations", verbose_name=_("ticket"))
    question = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="consultations", db_index=False, verbose_name=_("what was asked")
    )
    subject = models.CharField(_("subject"), max_length=200)
    address = models.CharField(_("address"), max_length=254)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(_("state"), max_length=8, choices=ConsultationState.choices, default=ConsultationState.WAITING)
    settled_at = models.DateTimeField(_("answered or ended at"), null=True, blank=True)
    # When a program of theirs answered in their place, such as a vacation note.
    away_at = models.DateTimeField(_("automatic answer at"), null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("delivery")
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.UniqueConstraint(fields=["question", "address"], name="consultation_once_per_address"),
            models.CheckConstraint(condition=models.Q(state__in=ConsultationState.values), name="consultation_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=ConsultationState.WAITING) ^ models.Q(settled_at__isnull=False),
                name="consultation_settled_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.ticket_id}"

    @property
    def topic(self) -> str:
        """The name of its mail thread: one of its own, so that nothing in it speaks for the ticket's people."""
        return f"consult:{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still expected."""
        return self.state == ConsultationState.WAITING
