"""How a ticket was solved, kept for colleagues."""

from datetime import timedelta

import pytest

from queues.models import Category
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import conversation, lifecycle, triage
from tickets.actions.conversation import Answer, Draft
from tickets.actions.resolving import Solution
from tickets.enums import Channel, Kind, Status
from tickets.errors import Refused
from tickets.models import Resolution

pytestmark = pytest.mark.django_db

WORDS = Draft("A new router solved it.")
SOLUTION = Solution("Replaced the router.", cause="Its power supply was worn out.", checked="Watched the line for an hour.")


def test_resolving_keeps_how_it_was_solved_beside_its_event(ticket, support, agent):
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    stand(ticket, Status.OPEN, kind=Kind.INCIDENT, category=category)

    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION, at=LATER)

    kept = Resolution.objects.get()
    assert (kept.ticket, kept.event, kept.category, kept.by, kept.at) == (ticket, last_event(ticket), category, agent, LATER)
    assert (kept.cause, kept.fix, kept.checked) == (SOLUTION.cause, SOLUTION.fix, SOLUTION.checked)
    assert (kept.is_workaround, kept.restored_at, kept.is_last, kept.was_reopened) == (False, LATER, True, False)


def test_the_history_holds_no_words_of_the_solution(ticket, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION)

    assert (last_event(ticket).reason, last_event(ticket).payload) == ("", {})


def test_the_moment_it_worked_again_may_lie_before(ticket, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=Solution("Restarted it.", restored_at=EARLIER, is_workaround=True), at=LATER)

    assert (Resolution.objects.get().restored_at, Resolution.objects.get().is_workaround) == (EARLIER, True)


@pytest.mark.parametrize(
    ("kind", "solution", "said"),
    [
        ("", Solution(" \n"), "what was done"),
        (Kind.REQUEST, Solution(""), "what was done"),
        (Kind.INCIDENT, Solution("Restarted it.", cause=" "), "what the cause was"),
        (Kind.INCIDENT, Solution("Restarted it.", cause="Heat.", restored_at=NOON - timedelta(days=9)), "before the trouble began"),
    ],
)
def test_what_a_solution_lacks_is_refused_and_changes_nothing(ticket, agent, kind, solution, said):
    ticket = stand(ticket, Status.OPEN, kind=kind, started_at=EARLIER)
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match=said):
        lifecycle.resolve(ticket, WORDS, by=agent, solution=solution)

    assert (snapshot(ticket), Resolution.objects.count()) == (as_it_was, 0)


def test_a_request_needs_no_cause(ticket, agent):
    stand(ticket, Status.OPEN, kind=Kind.REQUEST)

    lifecycle.resolve(ticket, WORDS, by=agent, solution=Solution("Gave access."))

    assert Resolution.objects.get().cause == ""


def test_the_same_solution_twice_is_kept_once(ticket, agent):
    stand(ticket, Status.OPEN, answered_at=NOON)

    for _ in range(2):
        lifecycle.resolve(ticket, Draft(""), by=agent, solution=SOLUTION)

    assert (Resolution.objects.count(), history(ticket)) == (1, ["opened", "resolved"])


def test_reopening_marks_the_solution_and_the_next_one_counts(ticket, agent, requester):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION)
    conversation.answer(ticket, Answer("It is red again.", Channel.WEB), by=requester)

    lifecycle.resolve(ticket, Draft("Now it holds."), by=agent, solution=Solution("Replaced the cable."), at=LATER)

    rows = Resolution.objects.values_list("fix", "is_last", "was_reopened")
    assert list(rows) == [("Replaced the router.", False, True), ("Replaced the cable.", True, False)]


def test_going_on_with_what_only_waited_marks_nothing(ticket, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION)
    lifecycle.close(ticket, by=agent)
    Resolution.objects.update(was_reopened=False)
    stand(ticket, Status.STALLED)

    lifecycle.reopen(ticket, by=agent)

    assert Resolution.objects.get().was_reopened is False


def test_sorting_takes_the_solution_along(ticket, support, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION)
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})

    triage.sort(ticket, triage.Sorting(ticket.title, Kind.INCIDENT, category), by=agent)

    assert Resolution.objects.get().category == category


def test_odd_characters_are_taken_out_of_a_solution(ticket, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=Solution("Two\r\nlines\x00 and \x07 a bell "))

    assert Resolution.objects.get().fix == "Two\nlines and  a bell"
