"""The agent's own page: languages, keys, absences."""

from datetime import date, timedelta

import pytest

from queues.models import Absence, AgentProfile
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, offered

pytestmark = pytest.mark.django_db


def test_languages_and_keys_are_kept(agent, sign_in):
    client = sign_in(agent)

    response = client.post("/desk/me/", {"languages": ["ca", "pt"]})

    profile = AgentProfile.objects.get(user=agent)
    assert (response.headers["Location"], profile.languages, profile.keys_on) == ("/desk/me/", ["ca", "pt"], False)
    assert client.get("/desk/me/").context["settings"].initial == {"languages": ["ca", "pt"], "keys_on": False}


def test_a_language_that_is_none_is_refused_and_what_was_ticked_stays(agent, sign_in):
    response = sign_in(agent).post("/desk/me/", {"languages": ["ca", "zz\x00"]})

    assert (response.status_code, AgentProfile.objects.count()) == (422, 0)
    assert response.context["settings"]["languages"].value() == ["ca", "zz\x00"]


def test_an_agent_writes_down_an_absence_of_their_own_alone(agent, lead, sign_in):
    form = {"person": lead.pk, "first_day": "2026-03-12", "last_day": "2026-03-13", "note": "Course"}

    response = sign_in(agent).post("/desk/me/absences/", form)

    absence = Absence.objects.get()
    assert (response.headers["Location"], absence.user, absence.recorded_by) == ("/desk/me/", agent, agent)
    assert (absence.first_day, absence.last_day, absence.note) == (date(2026, 3, 12), date(2026, 3, 13), "Course")


def test_a_lead_writes_it_down_for_members_but_not_for_others(lead, agent, treasurer, sign_in):
    client = sign_in(lead)
    form = {"first_day": "2026-03-12", "last_day": "2026-03-13"}

    codes = [client.post("/desk/me/absences/", {**form, "person": person.pk}).status_code for person in (agent, treasurer)]

    assert (codes, Absence.objects.get().user) == ([302, 422], agent)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-13", "2026-03-12", "The last day lies before the first."),
        ("2026-03-01", "2026-03-09", "These days have passed."),
        ("2026-03-12", "2028-03-12", "This is longer than a year."),
        ("2026-03-20", "2026-03-25", "There is an absence from 24 March 2026 to 26 March 2026 already."),
        ("1026-03-20", "2026-03-25", "Please check the year."),
        ("tomorrow", "2026-03-25\x00", "Please write the day like this: 2026-10-01."),
        ("", "", "Please fill this in."),
    ],
)
def test_days_that_cannot_be_are_explained_and_stay_in_the_form(agent, sign_in, first, last, said):
    Absence.objects.create(user=agent, first_day=date(2026, 3, 24), last_day=date(2026, 3, 26))

    response = sign_in(agent).post("/desk/me/absences/", {"first_day": first, "last_day": last, "note": "Course"})

    page = response.content.decode()
    assert (response.status_code, Absence.objects.count()) == (422, 1)
    assert said in page
    assert 'value="Course"' in page


def test_an_absence_that_has_begun_ends_yesterday_and_one_ahead_is_removed(agent, sign_in):
    running = Absence.objects.create(user=agent, first_day=date(2026, 3, 9), last_day=date(2026, 3, 12))
    ahead = Absence.objects.create(user=agent, first_day=date(2026, 3, 20), last_day=date(2026, 3, 22))
    client = sign_in(agent)

    codes = [client.post(f"/desk/me/absences/{row.pk}/end/").status_code for row in (running, ahead, ahead)]

    assert (codes, list(Absence.objects.values_list("last_day", flat=True))) == ([302, 302, 404], [date(2026, 3, 9)])


def test_an_absence_names_the_appointments_that_lie_on_its_days(agent, requester, support, sign_in):
    meeting, waiting, later = (factories.ticket(requester, support) for _ in range(3))
    booked(meeting, agent, requester)
    offered(waiting, agent, TOMORROW + timedelta(hours=2))
    offered(later, agent, NEXT_DAY)
    Absence.objects.create(user=agent, first_day=TOMORROW.date(), last_day=TOMORROW.date())

    response = sign_in(agent).get("/desk/me/")

    [away] = response.context["absences"]
    assert [(row.reference, row.is_booked) for row in away.meetings] == [(meeting.reference, True), (waiting.reference, False)]
    assert "has an appointment on these days:" in response.content.decode()


def test_an_absence_of_somebody_else_is_not_there(agent, lead, sign_in):
    absence = Absence.objects.create(user=lead, first_day=date(2026, 3, 9), last_day=date(2026, 3, 12))

    assert sign_in(agent).post(f"/desk/me/absences/{absence.pk}/end/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_stays_flat(lead, support, sign_in, django_assert_num_queries, rows):
    for number in range(rows):
        person = factories.member(f"a{number}@example.org", f"Agent {number}", support)
        Absence.objects.create(user=person, first_day=date(2026, 3, 12), last_day=date(2026, 3, 13))
    client = sign_in(lead)
    client.get("/desk/me/")

    with django_assert_num_queries(10):
        page = client.get("/desk/me/").content.decode()

    assert page.count("End it") == rows
