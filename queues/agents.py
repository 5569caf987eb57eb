"""Which agents are here, and which languages they speak."""

from collections.abc import Iterable
from datetime import date, datetime

from accounts import installation
from accounts.models import User
from foundation import clock
from queues.models import Absence, AgentProfile


def today(at: datetime | None = None) -> date:
    """Return the house's day at ``at``: absences are counted in its zone, wherever their agents are."""
    return clock.now(at).astimezone(clock.zone(installation.current().time_zone)).date()


def away_until(user_ids: Iterable[int], *, at: datetime | None = None) -> dict[int, date]:
    """Return the last day of absence of those of ``user_ids`` who are away at ``at``; one query."""
    rows = Absence.objects.on_day(today(at)).filter(user__in=list(user_ids))
    return dict(rows.order_by("last_day").values_list("user_id", "last_day"))


def languages_of(user: User) -> list[str]:
    """Return the languages that an agent speaks: those they named, else the one they read the desk in.

    Costs no query when ``user`` was read with ``agent_profile``.
    """
    profile: AgentProfile | None = getattr(user, "agent_profile", None)
    if profile is not None and profile.languages:
        return [str(code) for code in profile.languages]
    return [user.language] if user.language else []


def speaks(user: User, language: str) -> bool:
    """Whether an agent speaks ``language``, or the language that a variant belongs to."""
    return bool(language) and bool({language, language.partition("-")[0]} & set(languages_of(user)))
