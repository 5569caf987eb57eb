"""What an agent looks up beside a ticket, and how it was solved is written down."""

import html
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets.actions import conversation, lifecycle, referencing
from tickets.actions.conversation import Draft
from tickets.actions.referencing import Elsewhere
from tickets.actions.resolving import Solution
from tickets.enums import Kind, ReferenceKind, Status
from tickets.models import ExternalReference, Resolution, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def words(**more: str) -> dict[str, str]:
    return {"submission": str(uuid.UUID(int=5)), "body": "A new router solved it.", **more}


@pytest.fixture
def solved(support, requester, agent) -> Resolution:
    """Another ticket of the category fibre, and how it was solved."""
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    other = stand(factories.ticket(requester, support, title="Drops at eight"), Status.OPEN, category=category)
    lifecycle.resolve(other, Draft("Done."), by=agent, solution=Solution("Replaced the splice.", cause="Loose splice."))
    return Resolution.objects.get()


def test_sending_and_resolving_keeps_the_reply_and_how_it_was_solved(desk, ticket):
    desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(then="resolve", fix="Replaced it.", is_workaround="workaround"))

    kept = Resolution.objects.get()
    assert (kept.fix, kept.is_workaround, history(ticket)) == ("Replaced it.", True, ["opened", "answered", "resolved"])


def test_an_incident_asks_for_its_cause_and_nothing_typed_is_lost(desk, ticket):
    stand(ticket, Status.OPEN, kind=Kind.INCIDENT)

    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(then="resolve", fix="Replaced it."))

    page = response.content.decode()
    assert (response.status_code, history(ticket)) == (422, ["opened"])
    assert ("A new router solved it." in page, "Replaced it." in page, '<details class="composer__solve" open>' in page) == (True,) * 3


def test_an_end_before_the_beginning_or_ahead_is_refused_beside_its_field(desk, ticket):
    stand(ticket, Status.OPEN, started_at=NOON)

    forms = [
        desk.post(f"/desk/tickets/{ticket.pk}/resolve/", {"fix": "x", "restored_at": at}).context["verb"].form
        for at in ("2026-03-10T08:00", "2027-03-10T08:00", "soon")
    ]

    assert [list(form.errors) for form in forms] == [["restored_at"]] * 3


def test_a_reply_with_a_solution_beside_it_asks_which_was_meant(desk, ticket):
    response = desk.post(f"/desk/tickets/{ticket.pk}/reply/", words(fix="Replaced it."))

    page = response.content.decode()
    assert (response.status_code, history(ticket)) == (422, ["opened"])
    assert ("You wrote how it was solved." in page, "Replaced it." in page) == (True, True)


def test_what_solved_its_like_is_shown_and_begins_an_answer(desk, ticket, solved):
    stand(ticket, Status.OPEN, category=solved.category)

    part = desk.get(f"/desk/tickets/{ticket.pk}/similar/", headers={"HX-Request": "true", "HX-Target": "similar"}).content.decode()
    page = desk.get(f"/desk/tickets/{ticket.pk}/", {"similar": solved.pk})

    assert ("<html" in part, "Loose splice." in part, f"?similar={solved.pk}#composer" in part) == (False, True, True)
    assert page.context["forms"]["reply"]["body"].value() == "Replaced the splice."


def test_without_a_category_the_way_to_choose_one_is_shown(desk, ticket):
    assert f"/desk/tickets/{ticket.pk}/triage/" in desk.get(f"/desk/tickets/{ticket.pk}/similar/").content.decode()


def test_references_are_shown_as_links_by_their_address_or_the_queue_s(desk, ticket, support, agent):
    support.tracker_url = "https://bugs.example.org/{number}"
    support.save()
    for kind, text, url in (
        (ReferenceKind.BUG, "BUG/1 2", ""),
        (ReferenceKind.REGISTER, "R-9", "http://register.example.org/9"),
        (ReferenceKind.VERSION, "4.2.1", ""),
    ):
        referencing.add(ticket, Elsewhere(kind, text, url), by=agent)

    facts = {fact.value: fact.url for fact in desk.get(f"/desk/tickets/{ticket.pk}/").context["facts"]}

    assert facts["BUG/1 2"] == "https://bugs.example.org/BUG%2F1%202"
    assert (facts["R-9"], facts["4.2.1"]) == ("http://register.example.org/9", "")


def test_a_reference_is_taken_off_on_its_verb_s_page(desk, ticket, agent, support, requester):
    other = factories.ticket(requester, support)
    for one in (ticket, other):
        referencing.add(one, Elsewhere(ReferenceKind.BUG, "1"), by=agent)
    mine, foreign = ExternalReference.objects.order_by("pk")
    path = f"/desk/tickets/{ticket.pk}/refer/"

    assert f"{path}{mine.pk}/remove/" in desk.get(path).content.decode()
    codes = [desk.post(f"{path}{number}/remove/").status_code for number in (mine.pk, mine.pk, foreign.pk, 999)]

    assert (codes, list(ExternalReference.objects.all())) == ([302] * 4, [foreign])


def long_story(ticket: Ticket, agent: User, entries: int) -> None:
    for number in range(entries):
        conversation.note(ticket, Draft(f"Entry {number:03}."), by=agent, at=NOON + timedelta(minutes=number))


def test_a_long_story_shows_its_newest_part_and_the_way_to_the_rest(desk, ticket, agent, django_assert_num_queries):
    long_story(ticket, agent, 60)
    desk.get(f"/desk/tickets/{ticket.pk}/")

    with django_assert_num_queries(16):
        page = desk.get(f"/desk/tickets/{ticket.pk}/")

    earlier = page.context["story"].earlier
    before = desk.get(f"/desk/tickets/{ticket.pk}/history/", {"at": earlier}).content.decode()
    assert ("Entry 059." in page.content.decode(), "Entry 009." in page.content.decode()) == (True, False)
    assert ("Entry 009." in before, "Entry 010." in before, "Opened" in before) == (True, False, True)


def test_what_came_before_opens_above_until_it_begins(desk, ticket, agent):
    long_story(ticket, agent, 120)
    asked = {"HX-Request": "true", "HX-Trigger": "show-earlier"}
    page, said = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode(), ""

    for _ in range(2):
        address = html.unescape(page.split('id="show-earlier" href="')[1].split('"')[0])
        page = desk.get(address, headers=asked).content.decode()
        said = page + said

    assert [f"Entry {number:03}." in said for number in (0, 69, 70)] == [True, True, False]
    assert ("<html" in said, said.count("This is where it begins."), 'id="show-earlier" href' in page) == (False, 1, False)


@pytest.mark.parametrize("query", ["show=boredom", "by=999", "by=x", "at=x", "at=m~x~1", "by=%00", "show=notes&by=" + "9" * 50])
def test_a_history_by_an_odd_address_is_the_whole_one(desk, ticket, query):
    assert desk.get(f"/desk/tickets/{ticket.pk}/history/?{query}").status_code == 200


@pytest.mark.parametrize("entries", [1, 40])
def test_a_history_stays_flat(desk, ticket, agent, django_assert_num_queries, entries):
    long_story(ticket, agent, entries)
    desk.get(f"/desk/tickets/{ticket.pk}/history/")

    with django_assert_num_queries(9):
        desk.get(f"/desk/tickets/{ticket.pk}/history/")
