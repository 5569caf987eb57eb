"""The page where an agent chooses what they are told by e-mail, and when."""

from datetime import time

import pytest

from queues.actions import agents
from queues.enums import EVERYWHERE, USUAL, AfterQuiet, Notice, Rhythm, When
from queues.models import AgentProfile, Membership
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/desk/me/mail/"


def chosen(response) -> dict[str, str]:
    """What the page shows as chosen, by the name of each control."""
    cells = [cell for row in response.context["choices"].rows for cell in row.cells]
    return {cell.name: value for cell in cells for value, _, is_chosen in cell.options if is_chosen}


def filled(place, when: str = "") -> dict[str, str]:
    return {f"{place}_{notice}": when for notice in Notice}


def test_whoever_has_chosen_nothing_has_the_usual_everywhere(support, agent, sign_in):
    shown = chosen(sign_in(agent).get(PAGE))

    assert shown == {f"all_{notice}": when for notice, when in USUAL.items()} | filled(support.pk)


def test_a_choice_for_a_queue_stands_before_that_for_all(support, treasury, agent, sign_in):
    client = sign_in(agent)

    response = client.post(PAGE, {**filled("all", "digest"), f"{support.pk}_new": "now", f"{support.pk}_assigned": ""})

    profile = AgentProfile.objects.get(user=agent)
    assert response.headers["Location"] == PAGE
    assert [profile.when(support.pk, notice) for notice in (Notice.NEW, Notice.ASSIGNED)] == [When.NOW, When.DIGEST]
    assert profile.when(treasury.pk, Notice.NEW) == When.DIGEST
    assert chosen(client.get(PAGE))[f"{support.pk}_new"] == "now"


def test_what_is_usual_is_not_written_down(support, agent, sign_in):
    """So whoever did not choose follows the house when it ships better ones."""
    sign_in(agent).post(PAGE, {f"all_{notice}": when for notice, when in USUAL.items()})

    assert AgentProfile.objects.get(user=agent).notices == {EVERYWHERE: {}, str(support.pk): {}}


@pytest.mark.parametrize(
    ("pressed", "when"),
    [
        ("row:{queue}:digest", {Notice.NEW: When.DIGEST, Notice.WRITTEN: When.DIGEST}),
        ("row:{queue}:", {Notice.NEW: When.NEVER, Notice.WRITTEN: When.NOW}),
        ("row:all:never", {Notice.NEW: When.NOW, Notice.WRITTEN: When.NEVER}),
        ("column:new", {Notice.NEW: When.NEVER, Notice.WRITTEN: When.NOW}),
        ("row:{queue}:\x00", {Notice.NEW: When.NOW, Notice.WRITTEN: When.NOW}),
        ("row:999:now", {Notice.NEW: When.NOW, Notice.WRITTEN: When.NOW}),
        ("column", {Notice.NEW: When.NOW, Notice.WRITTEN: When.NOW}),
    ],
)
def test_a_button_chooses_for_a_row_or_a_column(support, agent, sign_in, pressed, when):
    form = {f"all_{notice}": usual for notice, usual in USUAL.items()} | {f"{support.pk}_new": "now"}

    response = sign_in(agent).post(PAGE, {**form, "spread": pressed.format(queue=support.pk)})

    profile = AgentProfile.objects.get(user=agent)
    assert response.status_code == 302
    assert {notice: profile.when(support.pk, notice) for notice in when} == when


@pytest.mark.parametrize("wrong", ["often", "NOW", "x" * 5000, "\x00"])
def test_a_choice_that_is_none_is_refused_beside_its_control_and_the_others_stay(support, agent, sign_in, wrong):
    response = sign_in(agent).post(PAGE, {**filled("all", "digest"), f"{support.pk}_new": wrong})

    assert (response.status_code, AgentProfile.objects.count()) == (422, 0)
    assert chosen(response)["all_new"] == "digest"
    assert f'id="told_{support.pk}_new" aria-invalid="true"' in response.content.decode()


def test_nobody_chooses_for_a_queue_they_do_not_work_in(agent, treasury, sign_in):
    sign_in(agent).post(PAGE, {f"{treasury.pk}_new": "now"})

    assert AgentProfile.objects.get(user=agent).when(treasury.pk, Notice.NEW) == When.NEVER


def test_the_times_are_kept(agent, sign_in):
    client = sign_in(agent)
    form = {"rhythm": "twice", "digest_at": "07:30", "second_digest_at": "16:00", "quiet_from": "20:00", "quiet_until": "07:00"}

    response = client.post(f"{PAGE}times/", {**form, "quiet_days": ["5", "6"], "after_quiet": "digest"})

    profile = AgentProfile.objects.get(user=agent)
    assert response.headers["Location"] == PAGE
    assert (profile.rhythm, profile.digest_at, profile.second_digest_at) == (Rhythm.TWICE, time(7, 30), time(16))
    assert (profile.quiet_from, profile.quiet_until, profile.quiet_days) == (time(20), time(7), [5, 6])
    assert profile.after_quiet == AfterQuiet.DIGEST
    assert client.get(PAGE).context["times"].initial["quiet_days"] == [5, 6]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"quiet_from": "20:00"}, ["quiet_until"]),
        ({"quiet_from": "late", "quiet_until": "07:00"}, ["quiet_from"]),
        ({"digest_at": ""}, ["digest_at"]),
        ({"rhythm": "twice", "second_digest_at": ""}, ["second_digest_at"]),
        ({"rhythm": "yearly"}, ["rhythm"]),
        ({"quiet_days": list("0123456")}, ["quiet_days"]),
        ({"quiet_days": ["7"]}, ["quiet_days"]),
        ({"after_quiet": ""}, ["after_quiet"]),
    ],
)
def test_times_that_cannot_be_are_refused_and_stay_in_the_form(agent, sign_in, wrong, fields):
    form = {"rhythm": "daily", "digest_at": "08:00", "after_quiet": "together", **wrong}

    response = sign_in(agent).post(f"{PAGE}times/", form)

    assert (response.status_code, list(response.context["times"].errors)) == (422, fields)
    assert AgentProfile.objects.exists() is False


def test_a_new_rhythm_needs_no_times(agent, sign_in):
    sign_in(agent).post(f"{PAGE}times/", {"rhythm": "hourly", "after_quiet": "together"})

    assert (AgentProfile.objects.get(user=agent).rhythm, AgentProfile.objects.get(user=agent).digest_at) == (Rhythm.HOURLY, time(8))


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_stays_flat(agent, sign_in, django_assert_num_queries, rows):
    for number in range(rows):
        Membership.objects.create(user=agent, queue=factories.queue(f"queue-{number}"))
    agents.choose_mails(agent, {})
    client = sign_in(agent)
    client.get(PAGE)

    with django_assert_num_queries(6):
        page = client.get(PAGE).content.decode()

    assert page.count("<select") == 9 * (rows + 2)
