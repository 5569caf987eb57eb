"""What agents have begun to write."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.tickets.moments import LATER, NOON
from tickets.actions import conversation, drafts, files, processing
from tickets.actions.conversation import Draft
from tickets.actions.drafts import Begun
from tickets.enums import MessageKind
from tickets.models import Attachment, SavedDraft

pytestmark = pytest.mark.django_db
FORM, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def save(ticket, agent, body, *, version=0, form=FORM, at=NOON):
    return drafts.save(ticket, MessageKind.PUBLIC, Begun(body, form, version=version), by=agent, at=at)


def test_a_text_is_saved_and_grows(ticket, agent):
    first = save(ticket, agent, "Please")
    save(ticket, agent, "Please restart it.", version=first.version, at=LATER)

    row = SavedDraft.objects.get()
    assert (row.body, row.earlier, row.version, row.saved_at) == ("Please restart it.", "", 2, LATER)


def test_of_two_windows_the_newest_wins_and_nothing_is_lost(ticket, agent):
    save(ticket, agent, "Please restart it.")
    row = save(ticket, agent, "We are on our way.", form=OTHER)

    assert (row.body, row.earlier) == ("We are on our way.", "Please restart it.")


def test_a_window_that_missed_its_own_saving_makes_no_second_text(ticket, agent):
    save(ticket, agent, "Please")
    row = save(ticket, agent, "Please restart it.")

    assert (row.body, row.earlier) == ("Please restart it.", "")


def test_each_agent_and_kind_has_a_draft_of_its_own(ticket, agent, lead):
    save(ticket, agent, "Mine.")
    save(ticket, lead, "Hers.")
    drafts.save(ticket, MessageKind.NOTE, Begun("A note.", OTHER), by=agent)

    assert SavedDraft.objects.count() == 3


@pytest.mark.parametrize("body", ["", " \n "])
def test_an_empty_text_is_no_draft(ticket, agent, body):
    assert save(ticket, agent, body) is None
    assert SavedDraft.objects.count() == 0


def test_an_emptied_text_is_forgotten(ticket, agent):
    first = save(ticket, agent, "Please")

    assert save(ticket, agent, "", version=first.version) is None
    assert SavedDraft.objects.count() == 0


def test_emptying_an_old_window_does_not_lose_the_other_s_words(ticket, agent):
    save(ticket, agent, "Please restart it.")

    row = save(ticket, agent, "", form=OTHER)

    assert (row.body, row.earlier) == ("", "Please restart it.")


def test_sending_forgets_the_draft(ticket, agent):
    row = save(ticket, agent, "Please restart")

    conversation.reply(ticket, Draft("Please restart it now.", FORM, version=row.version), by=agent)

    assert SavedDraft.objects.count() == 0


def test_sending_keeps_what_another_window_saved_since(ticket, agent):
    save(ticket, agent, "Something else.", form=OTHER)

    conversation.reply(ticket, Draft("Please restart it.", FORM, version=0), by=agent)

    assert SavedDraft.objects.get().body == "Something else."


def test_sending_brings_the_other_window_s_words_to_the_front(ticket, agent):
    save(ticket, agent, "Something else.", form=OTHER)
    row = save(ticket, agent, "Please restart it.")

    conversation.reply(ticket, Draft("Please restart it.", FORM, version=row.version), by=agent)

    row.refresh_from_db()
    assert (row.body, row.earlier) == ("Something else.", "")


def test_control_characters_do_not_reach_the_database(ticket, agent):
    assert save(ticket, agent, "a\x00b").body == "ab"


def test_files_of_a_draft_outlive_those_of_forms_that_were_left(ticket, agent):
    for form in (FORM, OTHER):
        files.keep_drafts(form, [SimpleUploadedFile("a.txt", b"a")], at=NOON)
    save(ticket, agent, "See the file.")

    processing.tidy(at=NOON + timedelta(days=3))

    assert list(Attachment.objects.values_list("submission", flat=True)) == [FORM]


def test_a_draft_that_nobody_touches_is_forgotten_in_the_end(ticket, agent):
    save(ticket, agent, "Please")

    processing.tidy(at=NOON + timedelta(days=89))
    assert SavedDraft.objects.count() == 1
    processing.tidy(at=NOON + timedelta(days=91))
    assert SavedDraft.objects.count() == 0


def test_a_dropped_draft_takes_its_files_along(ticket, agent):
    files.keep_drafts(FORM, [SimpleUploadedFile("a.txt", b"a")])
    save(ticket, agent, "See the file.")

    drafts.drop(ticket, MessageKind.PUBLIC, by=agent)

    assert (SavedDraft.objects.count(), Attachment.objects.count()) == (0, 0)
