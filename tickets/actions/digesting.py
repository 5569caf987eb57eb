"""Tell agents what was collected for them: one mail each, at their time."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from accounts.models import User
from foundation import clock
from queues.actions import agents
from queues.actions.agents import Times
from queues.enums import AfterQuiet, When
from queues.models import AgentProfile
from tickets import desk_notices, digests
from tickets.letters import send_digest
from tickets.models import DigestLine

logger = logging.getLogger(__name__)

# Of agents, not of lines: one at a time is told, and the next sweep goes on.
BATCH = 200
AGAIN_AFTER = timedelta(minutes=15)


def send_due(*, at: datetime | None = None) -> int:
    """Mail what is due by ``at``, to who waits longest first; return how many mails. Safe to run late, twice, and by two workers at once."""
    moment = clock.now(at)
    waiting = DigestLine.objects.due(moment).order_by().values("user_id").annotate(first=Min("due_at")).order_by("first", "user_id")
    sent = 0
    for user_id in [row["user_id"] for row in waiting[:BATCH]]:
        try:
            sent += _send(user_id, at=moment)
        except Exception:
            logger.exception("The digest of agent %s could not be written", user_id)
            # Not in front of the others again.
            DigestLine.objects.due(moment).filter(user=user_id).update(due_at=moment + AGAIN_AFTER)
    return sent


@transaction.atomic
def _send(user_id: int, *, at: datetime) -> bool:
    """Write the mail and end its lines, both or neither. Return whether there was something to tell."""
    # Whoever comes second waits here, and finds nothing.
    held = list(DigestLine.objects.select_for_update().due(at).filter(user=user_id).order_by("pk").values_list("pk", flat=True))
    if not held:
        return False
    lines = list(DigestLine.objects.filter(pk__in=held).for_mail())
    agent = User.objects.get(pk=user_id)
    DigestLine.objects.filter(pk__in=held).delete()
    if not agent.email or not agent.is_active:
        return False
    profile = _profile(agent)
    chosen = [(line, profile.when(line.ticket.queue_id, line.told)) for line in lines]
    told = digests.still_told(agent, [line for line, when in chosen if when != When.NEVER], at=at)
    if not told:
        return False
    waited = profile.after_quiet == AfterQuiet.TOGETHER and When.DIGEST not in {when for _, when in chosen}
    send_digest(agent, told, is_after_quiet=waited, at=at)
    return True


@transaction.atomic
def choose_times(person: User, times: Times, *, at: datetime | None = None) -> AgentProfile:
    """Keep when ``person`` gets e-mails; what waits for them comes at the new time."""
    profile, now = agents.choose_times(person, times), clock.now(at)
    held = list(DigestLine.objects.select_for_update().filter(user=person, due_at__gt=now).order_by("pk").values_list("pk", flat=True))
    lines = list(DigestLine.objects.filter(pk__in=held).for_mail())
    for line in lines:
        line.due_at = desk_notices.told_at(person, profile, profile.when(line.ticket.queue_id, line.told), line.ticket, at=now)
    DigestLine.objects.bulk_update(lines, ["due_at"], batch_size=BATCH)
    return profile


def _profile(agent: User) -> AgentProfile:
    return AgentProfile.objects.filter(user=agent).first() or AgentProfile()
