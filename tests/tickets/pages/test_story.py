"""The story of a ticket, page by page from the end."""

from datetime import timedelta

import pytest

from tests.tickets.moments import NOON
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Draft
from tickets.actions.resolving import Solution
from tickets.enums import Shown
from tickets.models import Ticket
from tickets.pages.story import Place, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(ticket: Ticket, agent, lead) -> Ticket:
    """Ten entries: opened, what Marta wrote, and four times a note and a change, all at different moments but the first two."""
    for number in range(4):
        at = NOON + timedelta(minutes=10 * number + 1)
        conversation.note(ticket, Draft(f"Note {number}"), by=lead, at=at)
        lifecycle.assign(ticket, to=(agent, lead)[number % 2], by=agent, at=at + timedelta(minutes=1))
    return ticket


def walked(ticket: Ticket, size: int, **narrowed) -> list[str]:
    """All texts, from the last page to the first, each page before the one read so far."""
    texts: list[str] = []
    at = ""
    while True:
        part = story(ticket, at=at, size=size, **narrowed)
        texts = [*(entry.text for entry in part.entries), *texts]
        at = part.earlier
        if not at:
            return texts


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_of_any_size_tell_everything_once_and_in_order(told, size):
    assert walked(told, size) == walked(told, 1000)
    assert len(walked(told, size)) == 10


@pytest.mark.parametrize("size", [1, 2, 50])
def test_entries_of_one_moment_are_told_once(ticket, agent, size):
    for number in range(5):
        conversation.note(ticket, Draft(f"Note {number}"), by=agent, at=NOON)
        lifecycle.assign(ticket, to=agent, by=agent, at=NOON)
        lifecycle.release(ticket, by=agent, at=NOON)

    texts = walked(ticket, size)

    assert (len(texts), [text for text in texts if text.startswith("Note")]) == (17, [f"Note {number}" for number in range(5)])


def test_a_story_is_narrowed_to_messages_notes_changes_and_one_person(told, lead, agent):
    assert walked(told, 3, show=Shown.MESSAGES) == ["The light is red."]
    assert walked(told, 3, show=Shown.NOTES) == [f"Note {number}" for number in range(4)]
    assert len(walked(told, 3, show=Shown.CHANGES)) == 5
    assert len(walked(told, 3, by=lead.pk)) == 4
    assert len(walked(told, 3, show=Shown.CHANGES, by=agent.pk)) == 4


@pytest.mark.parametrize("text", ["x", "m~", "m~2026-03-10~1", "m~2026-03-10T12:00:00+00:00~x", "e~0001-01-01T00:00:00+14:00~1", "~~~"])
def test_a_place_that_cannot_be_read_is_the_end(told, text):
    assert Place.parse(text) is None
    assert len(story(told, at=text).entries) == 10


def test_a_resolution_stands_below_its_line(ticket, agent):
    solution = Solution("Replaced it.", cause="Worn out.", is_workaround=True, restored_at=NOON - timedelta(hours=1))
    lifecycle.resolve(ticket, Draft("Solved."), by=agent, solution=solution)

    facts = [(fact.name, fact.value, fact.note) for fact in story(ticket).entries[-1].facts]

    assert facts[:2] == [("Cause", "Worn out.", ""), ("What was done", "Replaced it.", "a workaround")]
    assert [name for name, _, _ in facts[2:]] == ["Works again since"]
