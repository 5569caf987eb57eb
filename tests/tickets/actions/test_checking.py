"""Files and the virus scanner: what is infected is kept away, what cannot be checked waits, and nothing is lost."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from tests.tickets.asking import ask
from tests.tickets.clamd import EICAR, FOUND, Scanner, running
from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import NOON
from tests.tickets.standing import history, last_event
from tickets import tasks
from tickets.actions import checking, files
from tickets.errors import Refused
from tickets.file_enums import FileCheck
from tickets.models import Attachment

pytestmark = pytest.mark.django_db

MIXED = {"MIME_Version": "1.0", "Content_Type": 'multipart/mixed; boundary="b"'}


@pytest.fixture
def clamd(settings) -> Iterator[Scanner]:
    """A scanner, set up."""
    with running() as one:
        settings.VIRUS_SCANNER = one.address
        yield one


def with_file(content: bytes) -> bytes:
    """A mail with one file."""
    parts = b"--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=invoice.bin\r\n\r\n" + content + b"\r\n--b--"
    return raw(parts.decode("latin-1"), **MIXED)


def mailed(ticket, content: bytes) -> Attachment:
    """A file that came with a mail of the requester."""
    arrive(with_file(content), to=token_address(ticket))
    return Attachment.objects.latest("pk")


def uploaded(ticket, content: bytes) -> Attachment:
    """A file that came by the web."""
    form = uuid.uuid4()
    files.keep_drafts(form, [SimpleUploadedFile("light.txt", content)], at=NOON)
    files.attach_drafts(ticket.messages.earliest("pk"), form)
    return Attachment.objects.latest("pk")


@pytest.mark.parametrize("bring", [mailed, uploaded])
def test_the_test_virus_is_kept_away_whichever_way_it_came(ticket, clamd, bring):
    file = bring(ticket, EICAR)
    assert (file.virus_check, file.is_kept_away) == (FileCheck.WAITING, True)

    assert checking.check_waiting(at=NOON) == 1

    file.refresh_from_db()
    assert (file.virus_check, file.finding, file.check_at) == (FileCheck.INFECTED, FOUND, None)
    assert history(ticket)[-1] == "file_kept_away"
    assert last_event(ticket).reason == f"{file.file_name} ({FOUND})"


def test_the_words_of_its_mail_are_there_all_the_same(ticket, clamd):
    mailed(ticket, EICAR)
    checking.check_waiting(at=NOON)

    assert ticket.messages.latest("pk").body == "See the file."


def test_a_clean_file_is_handed_out(ticket, clamd):
    file = mailed(ticket, b"red")

    checking.check_waiting(at=NOON)

    file.refresh_from_db()
    assert (file.virus_check, file.is_kept_away, clamd.seen) == (FileCheck.CLEAN, False, [b"red"])
    assert "file_kept_away" not in history(ticket)


def test_the_same_content_is_looked_at_once(ticket, clamd):
    first, second = mailed(ticket, EICAR), uploaded(ticket, EICAR)

    assert checking.check_waiting(at=NOON) == 1

    for file in (first, second):
        file.refresh_from_db()
        assert file.is_infected
    assert history(ticket).count("file_kept_away") == 2


def test_without_a_scanner_files_wait_and_are_looked_at_later(ticket, settings, clamd):
    there, settings.VIRUS_SCANNER = settings.VIRUS_SCANNER, "unix:/nowhere/clamd.ctl"
    file, other = mailed(ticket, EICAR), uploaded(ticket, b"red")

    assert checking.check_waiting(at=NOON) == 0

    file.refresh_from_db()
    assert (file.virus_check, file.check_at, file.is_kept_away) == (FileCheck.WAITING, NOON + checking.AGAIN, True)
    settings.VIRUS_SCANNER = there
    assert checking.check_waiting(at=NOON + checking.AGAIN) == 2
    file.refresh_from_db()
    other.refresh_from_db()
    assert (file.is_infected, other.virus_check) == (True, FileCheck.CLEAN)


def test_a_file_that_the_scanner_will_not_look_at_waits_and_stops_no_other(ticket, clamd):
    clamd.says(b"INSTREAM size limit exceeded. ERROR\0")
    file = mailed(ticket, b"large")
    checking.check_waiting(at=NOON)
    clamd.says(b"")
    other = uploaded(ticket, b"red")

    assert checking.check_waiting(at=NOON) == 1

    file.refresh_from_db()
    other.refresh_from_db()
    assert (file.virus_check, file.finding, file.check_at) == (FileCheck.WAITING, "INSTREAM size limit exceeded", NOON + checking.LATER)
    assert other.virus_check == FileCheck.CLEAN


def test_a_file_in_another_worker_s_hands_is_left_alone(ticket, clamd):
    mailed(ticket, b"red")
    Attachment.objects.update(check_at=NOON + checking.CLAIM)

    assert checking.check_waiting(at=NOON) == 0
    assert checking.check_waiting(at=NOON + checking.CLAIM) == 1


def test_a_file_whose_content_is_gone_stops_no_other(ticket, clamd):
    Attachment.objects.filter(pk=mailed(ticket, b"gone").pk).update(digest="0" * 64)
    uploaded(ticket, b"red")

    assert checking.check_waiting(at=NOON) == 1


def test_where_no_scanner_is_set_up_nothing_is_checked_and_nothing_waits(ticket):
    file = mailed(ticket, b"red")

    assert (file.virus_check, file.is_kept_away, checking.check_waiting(at=NOON)) == ("", False, 0)


def test_a_scanner_that_is_taken_away_holds_nothing_back_but_what_it_found(ticket, settings, clamd):
    found, waiting = mailed(ticket, EICAR), None
    checking.check_waiting(at=NOON)
    waiting = uploaded(ticket, b"red")
    settings.VIRUS_SCANNER = ""

    found.refresh_from_db()
    assert (found.is_kept_away, waiting.is_kept_away) == (True, False)
    assert list(Attachment.objects.handed_out()) == [waiting]


def test_files_of_before_are_checked_when_somebody_says_so(ticket, settings, clamd, capsys):
    there, settings.VIRUS_SCANNER = settings.VIRUS_SCANNER, ""
    file = mailed(ticket, EICAR)
    with pytest.raises(CommandError, match="VIRUS_SCANNER"):
        call_command("check_files")
    settings.VIRUS_SCANNER = there

    call_command("check_files")
    tasks.check_files()

    assert "1 files wait" in capsys.readouterr().out
    file.refresh_from_db()
    assert file.is_infected


def test_what_is_kept_away_goes_to_nobody_outside_either(ticket, agent, clamd):
    infected, waiting = mailed(ticket, EICAR), None
    checking.check_waiting(at=NOON)
    waiting = uploaded(ticket, b"red")

    for file in (infected, waiting):
        with pytest.raises(Refused, match="no longer in this ticket"):
            ask(ticket, agent, files=[file.pk])


def test_checking_again_changes_nothing(ticket, clamd):
    mailed(ticket, EICAR)
    checking.check_waiting(at=NOON)
    before = history(ticket)

    assert checking.check_waiting(at=NOON + timedelta(days=1)) == 0
    assert history(ticket) == before
