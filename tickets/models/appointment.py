"""Meeting the requester by telephone or video."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tickets.enums import AppointmentAnswer, AppointmentOutcome, AppointmentState, AppointmentWay
from tickets.models.ticket import Ticket
from tickets.querysets import AppointmentQuerySet


class Appointment(models.Model):
    """A meeting of one agent with the requester of a ticket: some times are offered, one is picked, and in the end it says how it went.

    ``despite_absence`` says that it is known whether the agent is away then. ``uid`` and ``sequence`` are what calendars know it by
    (RFC 5545 §3.8.4.7, §3.8.7.4). The ticket points at the one that counts now.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="appointments", verbose_name=_("ticket"))
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("agent"))
    way = models.CharField(_("how"), max_length=5, choices=AppointmentWay.choices)
    link = models.URLField(_("address of the video room"), max_length=500, blank=True)
    number = models.CharField(_("telephone"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    stalls = models.BooleanField(_("the ticket waits until then"), default=False)
    despite_absence = models.BooleanField(_("also when the agent is away"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=AppointmentState.choices, default=AppointmentState.OFFERED)
    outcome = models.CharField(_("outcome"), max_length=10, choices=AppointmentOutcome.choices, blank=True)
    # What the requester's calendar said to the time that is booked now.
    answer = models.CharField(_("answer of the calendar"), max_length=10, choices=AppointmentAnswer.choices, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    remind_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("offered at"))

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "starts_at"], condition=Q(state=AppointmentState.BOOKED), name="appointment_agent_once"
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state__in=[AppointmentState.OFFERED, AppointmentState.BOOKED]),
                name="appointment_one_at_a_time_per_ticket",
            ),
            models.CheckConstraint(
                condition=~Q(state=AppointmentState.BOOKED) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="appointment_booked_has_its_time",
            ),
            models.CheckConstraint(condition=Q(state__in=AppointmentState.values), name="appointment_state_known"),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="appointment_link_is_https"),
        ]
        indexes = [
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="appointment_by_reminder"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} · {self.get_state_display()}"

    @property
    def is_offered(self) -> bool:
        """Whether the requester may still choose."""
        return self.state == AppointmentState.OFFERED

    @property
    def is_booked(self) -> bool:
        """Whether a time is fixed."""
        return self.state == AppointmentState.BOOKED

    @property
    def is_live(self) -> bool:
        """Whether it is still to come, as far as anybody said."""
        return self.state in {AppointmentState.OFFERED, AppointmentState.BOOKED}

    @property
    def is_video(self) -> bool:
        """Whether it needs a screen."""
        return self.way == AppointmentWay.VIDEO

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)

    def has_begun(self, at: datetime) -> bool:
        """Whether its time has come."""
        return self.is_booked and self.starts_at is not None and self.starts_at <= at


class AppointmentSlot(models.Model):
    """One of the times offered."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="slots", verbose_name=_("appointment"))
    starts_at = models.DateTimeField(_("starts at"))

    class Meta:
        verbose_name = _("offered time")
        verbose_name_plural = _("offered times")
        ordering: ClassVar = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["appointment", "starts_at"], name="appointment_slot_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
