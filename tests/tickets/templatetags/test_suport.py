"""Badges and times."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.tickets.moments import NOON
from tickets.enums import Priority, StallReason, Status
from tickets.models import Ticket
from tickets.templatetags.suport import (
    full_time,
    isolated,
    plain_badge,
    priority_badge,
    public_status_badge,
    since,
    status_badge,
    step_time,
)


@pytest.mark.parametrize(
    ("status", "reason", "for_agents", "for_requester"),
    [
        (Status.NEW, "", "New", "We have it"),
        (Status.OPEN, "", "Open", "We are working on it"),
        (Status.STALLED, StallReason.PARKED, "Parked by us", "Waiting"),
        (Status.STALLED, StallReason.REQUESTER, "Waits for the requester", "Waits for your answer"),
        (Status.RESOLVED, "", "Resolved", "Solved"),
        (Status.CLOSED, "", "Closed", "Closed"),
        (Status.REJECTED, "", "Rejected", "Not for us"),
    ],
)
def test_a_status_is_a_word(status, reason, for_agents, for_requester):
    ticket = Ticket(status=status, stall_reason=reason)

    assert status_badge(ticket).endswith(f">{for_agents}</span>")
    assert public_status_badge(ticket).endswith(f">{for_requester}</span>")


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.STALLED])
def test_a_status_that_asks_for_work_has_a_shape_too(status):
    assert "<svg" in status_badge(Ticket(status=status, stall_reason="parked" if status == Status.STALLED else ""))


@pytest.mark.parametrize(
    ("priority", "has_shape"), [(Priority.LOW, False), (Priority.NORMAL, False), (Priority.HIGH, True), (Priority.CRITICAL, True)]
)
def test_a_high_priority_has_a_shape(priority, has_shape):
    badge = priority_badge(Ticket(priority=priority))

    assert (str(priority.label) in badge, "<svg" in badge) == (True, has_shape)


def test_a_badge_escapes_its_words():
    assert "&lt;b&gt;" in plain_badge("<b>")


@pytest.mark.parametrize(
    ("ago", "said"),
    [(timedelta(0), "now"), (timedelta(seconds=59), "now"), (timedelta(minutes=5), "5\xa0minutes"), (timedelta(days=9), "1\xa0week")],
)
def test_a_moment_is_told_in_one_unit(ago, said):
    with translation.override("en"), timezone.override("Europe/Madrid"):
        told = since(NOON - ago)

    assert told.endswith(f">{said}</time></local-time>")


def test_a_moment_tells_its_zone():
    with translation.override("en"), timezone.override("Europe/Madrid"):
        told = since(NOON)

    assert ('datetime="2026-03-10T13:00:00+01:00"' in told, " CET" in told) == (True, True)


@pytest.mark.parametrize(("at", "said"), [(NOON, "13:00"), (NOON - timedelta(days=9), "1 Mar")])
def test_a_step_s_moment_is_brief_and_the_reader_s_own(at, said):
    with translation.override("en"), timezone.override("Europe/Madrid"):
        told = step_time(at)

    assert (told.startswith("<local-time brief><time datetime="), f">{said}</time></local-time>" in told, 'CET">' in told) == (True,) * 3


def test_a_moment_in_full_is_the_reader_s_own():
    with translation.override("en"), timezone.override("Europe/Madrid"):
        told = full_time(NOON)

    assert told == '<local-time><time datetime="2026-03-10T13:00:00+01:00">10 March 2026, 13:00 CET</time></local-time>'


def test_a_reference_is_isolated_in_plain_text():
    assert isolated("suport#1") == "\u2068suport#1\u2069"
