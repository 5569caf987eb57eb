"""An agent's own settings, and when they were here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from accounts.models import User
from queues.enums import AfterQuiet, Notice, Rhythm, When
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


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody gets e-mails: their digest, the hours and days of quiet (0 is Monday), and what becomes of news in between."""

    rhythm: Rhythm = Rhythm.DAILY
    digest_at: time = time(8)
    second_digest_at: time = time(15)
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: Sequence[int] = ()
    after_quiet: AfterQuiet = AfterQuiet.TOGETHER


def choose_mails(person: User, choices: Mapping[int | str, Mapping[Notice, When]]) -> AgentProfile:
    """Keep when ``person`` is told of what in each place named: a queue by its number, or ``EVERYWHERE``.

    What a place does not name is as everywhere there, and everywhere as usual. What was chosen for other places stays.
    """
    profile, _is_new = AgentProfile.objects.get_or_create(user=person)
    profile.notices |= {str(place): {code.value: when.value for code, when in told.items()} for place, told in choices.items()}
    profile.save(update_fields=["notices"])
    return profile


def choose_times(person: User, times: Times) -> AgentProfile:
    """Keep when ``person`` gets e-mails."""
    values = {name: getattr(times, name) for name in Times.__dataclass_fields__} | {"quiet_days": sorted(set(times.quiet_days))}
    profile, _is_new = AgentProfile.objects.update_or_create(user=person, defaults=values)
    # Whoever holds this person sees what they chose.
    profile.user = person
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
