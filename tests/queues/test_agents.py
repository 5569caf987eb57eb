"""What the desk knows of an agent: their settings and their absences."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from queues.agents import away_until, languages_of, speaks
from queues.models import Absence, AgentProfile

pytestmark = pytest.mark.django_db


def test_an_agent_speaks_a_language_and_its_variants(agent):
    profile = AgentProfile.objects.create(user=agent, languages=["ca", "pt"])

    assert [speaks(agent, code) for code in ("ca", "pt-br", "es", "")] == [True, True, False, False]
    assert (profile.keys_on, str(profile)) == (True, agent.display_name)


def test_who_named_no_language_speaks_the_one_they_read_the_desk_in(agent, lead):
    agent.language = "es"
    AgentProfile.objects.create(user=agent)

    assert (languages_of(agent), languages_of(lead)) == (["es"], [])


def test_the_day_is_the_house_s(agent):
    Absence.objects.create(user=agent, first_day=date(2026, 8, 3), last_day=date(2026, 8, 5))
    before_midnight, after_midnight = (datetime(2026, 8, 5, hour, 30, tzinfo=UTC) for hour in (21, 22))

    assert away_until([agent.pk], at=before_midnight) == {agent.pk: date(2026, 8, 5)}
    assert away_until([agent.pk], at=after_midnight) == {}


def test_an_absence_covers_its_first_and_its_last_day(agent):
    absence = Absence.objects.create(user=agent, first_day=date(2026, 8, 3), last_day=date(2026, 8, 5))

    found = [Absence.objects.on_day(date(2026, 8, day)).count() for day in (2, 3, 5, 6)]

    assert found == [0, 1, 1, 0]
    assert str(absence) == f"{agent.display_name}: 2026-08-03 – 2026-08-05"


def test_absences_still_to_end_are_told_in_order(agent):
    later = Absence.objects.create(user=agent, first_day=date(2026, 9, 1), last_day=date(2026, 9, 1))
    now = Absence.objects.create(user=agent, first_day=date(2026, 8, 3), last_day=date(2026, 8, 5))
    Absence.objects.create(user=agent, first_day=date(2026, 1, 1), last_day=date(2026, 1, 6))

    assert list(Absence.objects.ending_from(date(2026, 8, 5))) == [now, later]


def test_an_absence_cannot_end_before_it_begins(agent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(user=agent, first_day=date(2026, 8, 5), last_day=date(2026, 8, 3))
