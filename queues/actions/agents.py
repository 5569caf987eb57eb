"""An agent's own settings, and when they were here."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from accounts.models import User
from queues.models import AgentProfile

# Who comes back after this long begins a new visit.
VISIT_ENDS_AFTER = timedelta(minutes=30)
# Reading writes no more often than this.
NOTED_EVERY = timedelta(minutes=5)
# Further back nobody reads what happened line by line.
LONGEST_LOOK_BACK = timedelta(days=14)


def settle(person: User, *, languages: Sequence[str], keys_on: bool) -> AgentProfile:
    """Keep which languages ``person`` speaks with requesters, and whether single keys act on lists."""
    profile, _is_new = AgentProfile.objects.update_or_create(user=person, defaults={"languages": list(languages), "keys_on": keys_on})
    return profile


def choose_mails(
    person: User, *, notices: Mapping[int, Sequence[str]], quiet_from: time | None = None, quiet_until: time | None = None
) -> AgentProfile:
    """Keep what ``person`` is told by e-mail in each of the queues named, by its number, and in which hours they get none.

    What was chosen for other queues stays.
    """
    profile, _is_new = AgentProfile.objects.get_or_create(user=person)
    profile.notices |= {str(queue_id): list(codes) for queue_id, codes in notices.items()}
    profile.quiet_from, profile.quiet_until = quiet_from, quiet_until
    profile.save(update_fields=["notices", "quiet_from", "quiet_until"])
    return profile


def visit(person: User, profile: AgentProfile | None, *, at: datetime) -> datetime | None:
    """Note that ``person`` looks at the desk at ``at``, and return since when things are news to them; ``None`` at the first time.

    A visit goes on while its looks are less than half an hour apart, and until it ends the news stay news.
    """
    if profile is None:
        AgentProfile.objects.bulk_create([AgentProfile(user=person, seen_at=at)], ignore_conflicts=True)
        return None
    seen, since = profile.seen_at, profile.since_at
    if seen is not None and at - seen > VISIT_ENDS_AFTER:
        since = seen
    if seen is None or at - seen >= NOTED_EVERY:
        AgentProfile.objects.filter(pk=profile.pk, seen_at=seen).update(seen_at=at, since_at=since)
    return max(since, at - LONGEST_LOOK_BACK) if since is not None else None
