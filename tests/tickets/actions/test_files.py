"""Files that people send."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation import blobs
from tests.tickets.moments import LATER, NOON
from tickets.actions import conversation, files
from tickets.actions.conversation import Draft
from tickets.models import Attachment

pytestmark = pytest.mark.django_db

FORM = uuid.UUID("00000000-0000-4000-8000-000000000001")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
MEGABYTE = 1024 * 1024


def upload(name: str, content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_as_a_draft_of_its_form():
    kept = files.keep_drafts(FORM, [upload("light.png")], at=LATER)

    draft = Attachment.objects.get()
    assert (kept.drafts, kept.errors) == ([draft], [])
    assert (draft.submission, draft.message, draft.file_name, draft.size, draft.created_at) == (FORM, None, "light.png", 32, LATER)
    assert (draft.content_type, blobs.read(draft.digest)) == ("image/png", PNG)


def test_the_same_file_chosen_again_is_kept_once():
    files.keep_drafts(FORM, [upload("light.png")])

    kept = files.keep_drafts(str(FORM), [upload("light.png"), upload("other name.png")])

    assert [draft.file_name for draft in kept.drafts] == ["other name.png"]
    assert Attachment.objects.count() == 2


def test_drafts_become_files_of_their_message_once(ticket, agent):
    files.keep_drafts(FORM, [upload("light.png")])

    message = conversation.reply(ticket, Draft("Look.", FORM), by=agent)
    again = conversation.reply(ticket, Draft("Look.", FORM), by=agent)

    assert again == message
    assert [file.file_name for file in message.attachments.all()] == ["light.png"]
    assert files.drafts_of(FORM) == []


@pytest.mark.parametrize("given", ["", "not-an-id", None, "0" * 400])
def test_files_of_a_form_without_an_id_are_not_kept(given):
    assert files.keep_drafts(given, [upload("light.png")]) == files.Kept([], [])
    assert Attachment.objects.count() == 0


def test_an_empty_file_is_refused():
    assert files.keep_drafts(FORM, [upload("light.png", b"")]).errors == ["“light.png” is empty. Please choose the file again."]


def test_a_file_above_ten_megabytes_is_refused():
    kept = files.keep_drafts(FORM, [upload("film.mp4", b"\0" * (10 * MEGABYTE + 1))])

    assert (kept.drafts, len(kept.errors)) == ([], 1)
    assert kept.errors[0].startswith("“film.mp4” is larger than 10 MB.")


@pytest.mark.parametrize("name", ["setup.exe", "SETUP.EXE", "invoice.pdf.js", "a.lnk", "run.sh"])
def test_a_program_is_refused_by_its_name(name):
    assert files.keep_drafts(FORM, [upload(name)]).errors == [
        f"“{name}” is a program. We cannot take programs; a picture or a document is fine."
    ]


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xca\xfe\xba\xbe\x00", b"\xcf\xfa\xed\xfe\x07"])
def test_a_program_is_refused_by_its_first_bytes(content):
    assert files.keep_drafts(FORM, [upload("photo.png", content)]).errors[0].startswith("“photo.png” is a program.")


def test_more_than_25_megabytes_together_are_too_many():
    nine = [upload(f"{number}.bin", bytes([number]) * 9 * MEGABYTE) for number in (1, 2)]
    files.keep_drafts(FORM, nine)

    kept = files.keep_drafts(FORM, [upload("3.bin", b"\3" * 8 * MEGABYTE), upload("4.txt", b"small")])

    assert kept.errors == ["“3.bin” was left out: together the files may not exceed 25 MB."]
    assert [draft.file_name for draft in kept.drafts] == ["4.txt"]


def test_an_eleventh_file_is_one_too_many():
    kept = files.keep_drafts(FORM, [upload(f"{number}.txt", b"%d" % number) for number in range(11)])

    assert len(kept.drafts) == 10
    assert kept.errors == ["“10.txt” was left out: ten files are the most we can take at once."]


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("n" * 300 + ".png", "n" * 146 + ".png"),
        ("photo\x00.png", "photo.png"),
        ("photo\u202egnp.pdf", "photognp.pdf"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("...", "file"),
        (" .htaccess", "htaccess"),
    ],
)
def test_a_name_is_made_harmless(ticket, agent, given, kept_as):
    uploaded = upload("x")
    # The setter would tidy the name before ours does.
    uploaded.__dict__["_name"] = given

    kept = files.keep_drafts(FORM, [uploaded])

    assert [draft.file_name for draft in kept.drafts] == [kept_as]


def test_a_program_hidden_behind_a_turned_name_is_refused():
    assert files.keep_drafts(FORM, [upload("photo\u202egnp.exe")]).errors[0].startswith("“photognp.exe” is a program.")


def test_the_type_is_what_the_content_shows():
    assert files.content_type_of(PNG, "letter.txt") == "image/png"
    assert files.content_type_of(b"%PDF-1.7\n", "letter") == "application/pdf"
    assert files.content_type_of(b"hello there", "letter") == "text/plain"
    assert files.content_type_of(b"\x00\x01\x02\x03", "letter") == "application/octet-stream"


def test_a_sender_takes_out_only_drafts_of_the_same_form(ticket, agent):
    mine = files.keep_drafts(FORM, [upload("a.png"), upload("b.png")]).drafts
    other = files.keep_drafts(uuid.uuid4(), [upload("c.png")]).drafts

    files.drop_drafts(FORM, [mine[0].pk, other[0].pk])

    assert sorted(Attachment.objects.values_list("file_name", flat=True)) == ["b.png", "c.png"]


def test_a_file_that_was_sent_cannot_be_taken_out(ticket, agent):
    draft = files.keep_drafts(FORM, [upload("a.png")], at=NOON).drafts[0]
    conversation.note(ticket, Draft("Look.", FORM), by=agent)

    files.drop_drafts(FORM, [draft.pk])

    assert Attachment.objects.get().file_name == "a.png"
